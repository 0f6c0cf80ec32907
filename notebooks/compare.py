# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Сравнение", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import compare, live, navigation, pair, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("compare", _problem)))
    mo.Html(navigation.header("compare"))
    return compare, live, mo, pair


@app.cell
def _(compare, live, mo):
    desk, _put = mo.state(live.first_desk())
    requests = live.requests(desk, _put, compare.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(compare, desk, mo):
    mo.Html(compare.controls(desk()))
    return


@app.cell
def _(desk, mo, pair):
    mo.Html(pair.view(desk()))
    return


@app.cell
def _(compare, desk):
    result = compare.run(desk().address)
    return (result,)


@app.cell
def _(compare, mo, result):
    mo.Html(compare.heading(result))
    return


@app.cell
def _(compare, desk, mo, result):
    mo.Html(compare.rows_view(desk(), result))
    return


@app.cell
def _(compare, mo, result):
    mo.hstack([mo.download(**file) for file in compare.downloads(result)], justify="start")
    return


@app.cell
def _(mo, result):
    mo.stop(not result.sql)
    _query = mo.ui.code_editor(result.sql, language="sql", disabled=True)
    mo.accordion({"SQL этого сравнения: скопируйте его на страницу «SQL»": _query})
    return


if __name__ == "__main__":
    app.run()
