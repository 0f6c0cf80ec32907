# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Замечания", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import deciding, findings, live, navigation, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("findings", _problem)))
    mo.Html(navigation.header("findings"))
    return deciding, findings, live, mo


@app.cell
def _(deciding, live, mo):
    desk, _put = mo.state(live.first_desk())
    requests = live.requests(desk, _put, deciding.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(desk, findings, mo):
    mo.Html(findings.page(desk()))
    return


if __name__ == "__main__":
    app.run()
