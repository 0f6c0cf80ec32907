# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="Приказы", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import live, navigation, orders, warehouse

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("orders", _problem)))
    mo.Html(navigation.header("orders"))
    return live, mo, orders


@app.cell
def _(live, mo, orders):
    desk, _put = mo.state(live.first_desk())
    requests = live.requests(desk, _put, orders.answer)
    live.listening(requests)
    return desk, requests


@app.cell
def _(desk, mo, orders):
    mo.Html(orders.list_view(desk()))
    return


@app.cell
def _(desk, mo, orders):
    mo.Html(orders.order_view(desk()))
    return


@app.cell
def _(desk, mo, orders):
    files = [mo.download(**file) for file in orders.downloads(desk().address.get("order"))]
    mo.hstack(files, justify="start")
    return


@app.cell
def _(desk, mo, orders):
    mo.Html(orders.plan_view(desk()))
    return


if __name__ == "__main__":
    app.run()
