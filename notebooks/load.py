# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Загрузка", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.orders.uploads import MAX_BYTES, MAX_FILES
    from ingest.pages import live, load, navigation, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("load", _problem)))
    mo.Html(navigation.header("load"))
    return MAX_BYTES, MAX_FILES, live, load, mo


@app.cell
def _(live, load, mo):
    desk, put = mo.state(live.first_desk())
    requests = live.requests(desk, put, load.answer)
    live.listening(requests)
    return desk, put, requests


@app.cell
def _(MAX_BYTES, MAX_FILES, mo):
    files = mo.ui.file(
        kind="area",
        multiple=True,
        max_size=MAX_BYTES,
        label=f"Перетащите приказы сюда или нажмите, чтобы выбрать (до {MAX_FILES} файлов)",
    )
    files
    return (files,)


@app.cell
def _(files, load, mo, put):
    report = None
    if files.value:
        with mo.status.progress_bar(total=len(files.value), title="Чтение приказов", remove_on_exit=True) as _bar:
            report = load.load(files.value, lambda name: _bar.update(subtitle=name))
        put(lambda before: load.loaded(before, report))
    mo.Html(load.report_view(report)) if report else None
    return (report,)


@app.cell
def _(load, mo, report):
    mo.stop(not load.held(report))
    allow = mo.ui.run_button(label="Заменить: пропавшие мероприятия не нужны", kind="warn")
    allow
    return (allow,)


@app.cell
def _(allow, files, load, mo, put, report):
    if allow.value:
        with mo.status.spinner(title="Замена", remove_on_exit=True):
            _said = load.replace_held(files.value, report)
        put(lambda before: load.told(before, _said))
    return


@app.cell
def _(desk, load, mo):
    mo.Html(load.page(desk()))
    return


if __name__ == "__main__":
    app.run()
