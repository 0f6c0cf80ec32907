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
    from ingest.pages.desk import Address, Desk

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("findings", _problem)))
    mo.Html(navigation.header("findings"))
    return Address, Desk, deciding, findings, live, mo


@app.cell
def _(Address, Desk, deciding, live, mo):
    desk, _put = mo.state(Desk(Address.of(mo.query_params().to_dict())))
    requests = live.requests(desk, _put, deciding.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(desk, findings, mo):
    mo.Html(findings.page(desk()))
    return


if __name__ == "__main__":
    app.run()
