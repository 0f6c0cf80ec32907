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

    from ingest.pages import navigation, sql, warehouse, widgets

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("sql", _problem)))
    mo.Html(navigation.header("sql"))
    return mo, sql, widgets


@app.cell
def _(mo, sql):
    _questions = list(sql.examples())
    example = mo.ui.dropdown(sql.examples(), value=_questions[0], label="Готовые вопросы")
    example
    return (example,)


@app.cell
def _(example, mo, sql):
    query = mo.ui.code_editor(example.value, language="sql", min_height=220, show_copy_button=False).form(
        submit_button_label="Выполнить", submit_button_tooltip="Ctrl+Enter", bordered=False
    )
    mo.hstack([query, mo.Html(sql.schema_view())], widths=[3, 2], align="start", gap=2)
    return (query,)


@app.cell
def _(example, mo, query, sql, widgets):
    with mo.status.spinner(title="Запрос выполняется", remove_on_exit=True):
        answer = sql.run(query.value or example.value)
    pager = widgets.pager(len(answer.rows), sql.ROWS_AT_ONCE)
    return answer, pager


@app.cell
def _(answer, mo, pager, sql):
    _files = [mo.download(**file) for file in sql.downloads(answer)]
    _tools = mo.hstack([*_files, pager], justify="start", align="end", gap=1)
    mo.vstack([mo.Html(sql.table_view(answer, pager.value)), _tools if answer.rows else mo.Html("")])
    return


@app.cell
def _(answer, mo, sql):
    _names, _figures = sql.axes(answer)
    mo.stop(not _names)
    along = mo.ui.dropdown(_names, value=_names[0], label="По горизонтали")
    figure = mo.ui.dropdown(_figures, value=_figures[0], label="По вертикали")
    mo.hstack([along, figure], justify="start", gap=1.5)
    return along, figure


@app.cell
def _(along, answer, figure, sql):
    sql.chart(answer, along.value, figure.value)
    return


if __name__ == "__main__":
    app.run()
