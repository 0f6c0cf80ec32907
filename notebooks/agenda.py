# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Календарь", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import agenda, live, navigation, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("agenda", _problem)))
    mo.Html(navigation.header("agenda"))
    return agenda, live, mo


@app.cell
def _(agenda, live, mo):
    desk, _put = mo.state(live.first_desk())
    requests = live.requests(desk, _put, agenda.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(agenda, desk, mo):
    mo.Html(agenda.page(desk()))
    return


if __name__ == "__main__":
    app.run()
