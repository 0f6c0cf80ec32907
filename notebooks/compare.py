# /// script
# [tool.marimo.display]
# theme = "system"
# locale = "ru-RU"
# ///

import marimo

app = marimo.App(width="full", app_title="dorkarta", css_file="marimo.css")


@app.cell
def _():
    import marimo as mo

    from ingest.pages import navigation

    mo.Html(navigation.header("compare"))
    return (mo,)


if __name__ == "__main__":
    app.run()
