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

    from ingest.pages import findings, navigation, warehouse, widgets

    decided, set_decided = mo.state("")
    _problem = warehouse.problem()
    mo.stop(bool(_problem), mo.Html(navigation.header("findings", _problem)))
    mo.Html(navigation.header("findings"))
    return decided, findings, mo, navigation, set_decided, widgets


@app.cell
def _(findings, mo):
    severity = mo.ui.dropdown(findings.severities(), value="любая важность", label="Важность")
    check = mo.ui.dropdown(findings.found_checks(), value="все проверки", label="Проверка", searchable=True)
    region = mo.ui.dropdown(findings.regions(), value="все регионы", label="Регион", searchable=True)
    status = mo.ui.dropdown(findings.statuses(), value="все, кроме отклонённых", label="Состояние")
    return check, region, severity, status


@app.cell
def _(findings, mo, region, widgets):
    offered = findings.orders(region.value)
    order = mo.ui.dropdown(
        offered,
        value=widgets.name_of(offered, mo.query_params().get("order"), "все приказы"),
        label="Приказ",
        searchable=True,
    )
    return (order,)


@app.cell
def _(check, mo, order, region, severity, status):
    mo.hstack([severity, check, region, order, status], justify="start", wrap=True, gap=1.5)
    return


@app.cell
def _(check, decided, findings, order, region, severity, status, widgets):
    filters = (severity.value, check.value, region.value, order.value, status.value)
    decided()
    pager = widgets.pager(findings.found(*filters, 1).total, findings.AT_ONCE)
    return filters, pager


@app.cell
def _(decided, filters, findings, mo, navigation, pager, widgets):
    decided()
    listed = findings.found(*filters, pager.value)
    table = widgets.choices(
        [findings.finding_row(finding) for finding in listed.rows],
        hidden=["finding_id"],
        widths=findings.WIDTHS,
        several=True,
    )
    if listed.rows:
        _shown = mo.vstack([table, widgets.under(pager, findings.how_many(listed.total))])
    else:
        _shown = mo.Html(navigation.nothing("Таких замечаний нет."))
    _shown
    return listed, table


@app.cell
def _(findings, listed, table):
    chosen = [row["finding_id"] for row in table.value] or [row["finding_id"] for row in listed.rows[:1]]
    finding = findings.finding_of(chosen[-1]) if chosen else None
    return chosen, finding


@app.cell
def _(finding, mo):
    mo.stop(finding is None)
    why = mo.ui.text(label="Причина", full_width=True)
    accept = mo.ui.run_button(label="Принять", kind="success")
    repair = mo.ui.run_button(label="Принять и исправить срок", disabled=not finding["suggestion"])
    dismiss = mo.ui.run_button(label="Отклонить", kind="danger")
    reopen = mo.ui.run_button(label="Вернуть", disabled=finding["status"] == "open")
    return accept, dismiss, reopen, repair, why


@app.cell
def _(accept, chosen, decided, dismiss, finding, findings, mo, navigation, reopen, repair, why):
    _several = f"Выбрано: {findings.how_many(len(chosen))}" if len(chosen) > 1 else ""
    _decision = mo.vstack(
        [
            mo.Html(findings.finding_view(finding)),
            why,
            mo.hstack([accept, repair, dismiss, reopen], justify="start", wrap=True),
            mo.Html(navigation.remark(_several, decided())),
        ]
    )
    mo.hstack([_decision, mo.Html(findings.place_view(finding))], widths=[1, 1], align="start", gap=2)
    return


@app.cell
def _(accept, chosen, dismiss, findings, reopen, repair, set_decided, why):
    if accept.value or repair.value:
        set_decided(findings.decide(chosen, "accepted", why.value, apply=repair.value))
    elif dismiss.value:
        set_decided(findings.decide(chosen, "dismissed", why.value))
    elif reopen.value:
        set_decided(findings.decide(chosen, "open", ""))
    return


if __name__ == "__main__":
    app.run()
