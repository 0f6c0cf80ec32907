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

    from ingest.pages import listing, navigation, orders, warehouse, widgets

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("orders", _problem)))
    mo.Html(navigation.header("orders"))
    return listing, mo, navigation, orders, widgets


@app.cell
def _(mo, orders):
    region = mo.ui.dropdown(orders.regions(), value="все регионы", label="Регион", searchable=True)
    year = mo.ui.dropdown(orders.years(), value="все годы", label="Учебный год")
    level = mo.ui.dropdown(orders.levels(), value="все уровни", label="Уровень")
    text = mo.ui.text(label="Номер, название или территория", debounce=300)
    mo.hstack([region, year, level, text], justify="start", wrap=True, gap=1.5)
    return level, region, text, year


@app.cell
def _(level, orders, region, text, widgets, year):
    filters = (region.value, year.value, level.value, text.value)
    pager = widgets.pager(orders.found_orders(*filters, 1).total, orders.ORDERS_AT_ONCE)
    return filters, pager


@app.cell
def _(filters, mo, navigation, orders, pager, widgets):
    found = orders.found_orders(*filters, pager.value)
    table = widgets.choices([orders.order_row(order) for order in found.rows], hidden=["order_id"])
    if found.rows:
        shown = mo.vstack([table, widgets.under(pager, orders.how_many(found.total))])
    else:
        shown = mo.Html(navigation.nothing("Таких приказов нет."))
    shown
    return found, table


@app.cell
def _(found, mo, orders, table):
    asked = mo.query_params().get("order") or (found.rows[0]["order_id"] if found.rows else "")
    order_id = table.value[0]["order_id"] if table.value else asked
    facts = orders.order_facts_of(order_id)
    return facts, order_id


@app.cell
def _(facts, mo, order_id, orders):
    files = [mo.download(**file) for file in orders.downloads(order_id)] if facts else []
    order = mo.Html(orders.order_view(facts)) if facts else mo.Html("")
    mo.vstack([order, mo.hstack(files, justify="start")])
    return


@app.cell
def _(facts, mo, orders, widgets):
    words = mo.ui.text(label="Искать в плане", debounce=300)
    plan_pager = widgets.pager(orders.plan_view(facts, "", 1)[1] if facts else 0, orders.ROWS_AT_ONCE)
    return plan_pager, words


@app.cell
def _(facts, mo, orders, plan_pager, words):
    mo.stop(facts is None)
    plan, rows = orders.plan_view(facts, words.value, plan_pager.value)
    mo.vstack([mo.hstack([words, plan_pager], justify="start", gap=1.5), mo.Html(plan)])
    return


if __name__ == "__main__":
    app.run()
