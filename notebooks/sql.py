# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="SQL", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import live, navigation, sql, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("sql", _problem)))
    mo.Html(navigation.header("sql"))
    return live, mo, sql


@app.cell
def _(live, mo, sql):
    desk, put = mo.state(live.first_desk())
    requests = live.requests(desk, put, sql.hear)
    live.listening(requests)
    return desk, put, requests


@app.cell
def _(mo, sql):
    _questions = list(sql.examples())
    example = mo.ui.dropdown(sql.examples(), value=_questions[0], label="Готовые вопросы")
    example
    return (example,)


@app.cell
def _(example, mo, sql):
    _sent = mo.query_params().get("sql")
    first = _sent if _sent and example.value == next(iter(sql.examples().values())) else example.value
    query = mo.ui.code_editor(first, language="sql", min_height=220, show_copy_button=False).form(
        submit_button_label="Выполнить", submit_button_tooltip="Ctrl+Enter", bordered=False
    )
    mo.hstack([query, mo.Html(sql.schema_view())], widths=[3, 2], align="start", gap=2)
    return first, query


@app.cell
def _(first, mo, put, query, sql):
    _statement = query.value or first
    with mo.status.spinner(title="Запрос выполняется", remove_on_exit=True):
        answer = sql.run(_statement)
    put(lambda before: sql.asked(before, _statement))
    return (answer,)


@app.cell
def _(answer, desk, mo, sql):
    mo.Html(sql.result_view(desk(), answer))
    return


@app.cell
def _(answer, mo, sql):
    mo.hstack([mo.download(**file) for file in sql.downloads(answer)], justify="start")
    return


if __name__ == "__main__":
    app.run()
