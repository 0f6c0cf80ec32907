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
    from ingest.pages.desk import Address, Desk

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("orders", _problem)))
    mo.Html(navigation.header("orders"))
    return Address, Desk, live, mo, orders


@app.cell
def _(Address, Desk, live, mo, orders):
    desk, _put = mo.state(Desk(Address.of(mo.query_params().to_dict())))
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
