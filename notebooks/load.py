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

    from ingest.pages import corrections, load, navigation, orders, warehouse, widgets
    from ingest.orders.uploads import MAX_BYTES, MAX_FILES

    changed, set_changed = mo.state("")
    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("load", _problem)))
    mo.Html(navigation.header("load"))
    return MAX_BYTES, MAX_FILES, changed, corrections, load, mo, navigation, orders, set_changed, widgets


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
def _(files, load, mo):
    report = None
    if files.value:
        with mo.status.progress_bar(total=len(files.value), title="Чтение приказов", remove_on_exit=True) as _bar:
            report = load.load(files.value, lambda name: _bar.update(subtitle=name))
    mo.Html(load.report_view(report)) if report else None
    return (report,)


@app.cell
def _(load, mo, report):
    mo.stop(not load.held(report))
    replace = mo.ui.run_button(label="Заменить: пропавшие мероприятия не нужны", kind="warn")
    replace
    return (replace,)


@app.cell
def _(files, load, mo, replace, report, set_changed):
    if replace.value:
        with mo.status.spinner(title="Замена", remove_on_exit=True):
            set_changed(load.replace_held(files.value, report))
    return


@app.cell
def _(changed, load, mo, report, widgets):
    changed()
    _offered = load.orders()
    _asked = load.first_loaded(report) or mo.query_params().get("order")
    order = mo.ui.dropdown(
        _offered, value=widgets.name_of(_offered, _asked, "не выбран"), label="Приказ", searchable=True
    )
    order if len(_offered) > 1 else None
    return (order,)


@app.cell
def _(changed, load, mo, order, orders, widgets):
    changed()
    facts = orders.order_facts_of(order.value)
    mo.stop(facts is None)
    pager = widgets.pager(load.rows_of(order.value, 1).total, load.ROWS_AT_ONCE)
    mo.Html(load.reading_view(facts))
    return facts, pager


@app.cell
def _(load, order, pager, widgets):
    rows = load.rows_of(order.value, pager.value).rows
    table = widgets.choices([load.row_of(row) for row in rows], hidden=["item_id"], widths=load.WIDTHS)
    return rows, table


@app.cell
def _(load, mo, order, pager, rows, table):
    mo.stop(not rows)
    row = next((row for row in rows if table.value and row["item_id"] == table.value[0]["item_id"]), rows[0])
    _place = mo.Html(load.place_view(order.value, row["item_id"]))
    mo.hstack([mo.vstack([table, pager]), _place], widths=[6, 7], align="start", gap=1.5)
    return (row,)


@app.cell
def _(corrections, facts, mo, order, row):
    mo.stop(facts is None)
    _offered = corrections.targets(row)
    target = mo.ui.dropdown(_offered, value=next(iter(_offered)), label="Что исправить", searchable=True)
    value = mo.ui.text(label="Верно", placeholder="значение, дата как 12.11.2024")
    why = mo.ui.text(label="Почему", max_length=corrections.LONGEST_REASON)
    save = mo.ui.run_button(label="Исправить", kind="success")
    _made = corrections.made(order.value)
    taken_back = mo.ui.dropdown(_made, label="Сделанные исправления")
    withdraw = mo.ui.run_button(label="Снять исправление")
    sure = mo.ui.checkbox(label="Приказ больше не нужен")
    remove = mo.ui.run_button(label="Убрать из хранилища", kind="danger")
    return remove, save, sure, taken_back, target, value, why, withdraw


@app.cell
def _(changed, mo, navigation, remove, save, sure, taken_back, target, value, why, withdraw):
    _lines = [mo.hstack([target, value, why, save], justify="start", align="end", wrap=True, gap=1)]
    if taken_back.options:
        _lines.append(mo.hstack([taken_back, withdraw], justify="start", align="end", gap=1))
    _lines.append(mo.hstack([sure, remove], justify="start", align="center", gap=1))
    _lines.append(mo.Html(navigation.remark(changed())))
    mo.vstack(_lines)
    return


@app.cell
def _(corrections, load, mo, order, remove, save, set_changed, sure, taken_back, target, value, why, withdraw):
    if save.value and target.value:
        with mo.status.spinner(title="Исправление", remove_on_exit=True):
            set_changed(corrections.correct(order.value, target.value, value.value, why.value))
    elif withdraw.value and taken_back.value:
        with mo.status.spinner(title="Исправление", remove_on_exit=True):
            set_changed(corrections.withdraw(taken_back.value))
    elif remove.value and sure.value:
        set_changed(load.remove(order.value))
    return


if __name__ == "__main__":
    app.run()
