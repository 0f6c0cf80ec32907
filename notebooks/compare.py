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

    from ingest.pages import compare, navigation, warehouse, widgets

    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("compare", _problem)))
    mo.Html(navigation.header("compare"))
    return compare, mo, widgets


@app.cell
def _(compare, mo):
    kind = mo.ui.dropdown(compare.kinds(), value=next(iter(compare.kinds())), label="Что сравнить")
    regions = mo.ui.multiselect(compare.regions(), label="Регионы (пусто — все)")
    orders = mo.ui.multiselect(compare.orders(), label="Приказы")
    year = mo.ui.dropdown(compare.years(), value="все годы", label="Учебный год")
    level = mo.ui.dropdown(compare.levels(), value="все уровни", label="Уровень")
    topic = mo.ui.dropdown(compare.topics(), value="все темы", label="Тема")
    mo.vstack(
        [
            mo.hstack([kind, regions, orders], justify="start", wrap=True, gap=1.5),
            mo.hstack([year, level, topic], justify="start", wrap=True, gap=1.5),
        ]
    )
    return kind, level, orders, regions, topic, year


@app.cell
def _(compare, kind, level, orders, regions, topic, widgets, year):
    result = compare.run(kind.value, [*regions.value, *orders.value], year.value, level.value, topic.value)
    pager = widgets.pager(len(result.listing.records) if result.listing else 0, compare.ROWS_AT_ONCE)
    return pager, result


@app.cell
def _(compare, mo, result):
    mo.Html(compare.heading(result))
    return


@app.cell
def _(compare, result):
    compare.heat_map(result)
    return


@app.cell
def _(compare, mo, pager, result):
    mo.stop(result.listing is None)
    _files = [mo.download(**file) for file in compare.downloads(result)]
    _tools = mo.hstack([*_files, pager], justify="start", align="end", gap=1)
    mo.vstack([mo.Html(compare.rows_view(result.listing, pager.value)), _tools])
    return


@app.cell
def _(mo, result):
    mo.stop(not result.sql)
    _query = mo.ui.code_editor(result.sql, language="sql", disabled=True)
    mo.accordion({"SQL этого сравнения: скопируйте его на страницу «SQL»": _query})
    return


if __name__ == "__main__":
    app.run()
