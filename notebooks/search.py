# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Поиск", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import live, navigation, search, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("search", _problem)))
    mo.Html(navigation.header("search"))
    return live, mo, search


@app.cell
def _(live, mo, search):
    desk, _put = mo.state(live.first_desk())
    requests = live.requests(desk, _put, search.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(desk, mo, search):
    mo.Html(search.page(desk()))
    return


if __name__ == "__main__":
    app.run()
