"""The notebook of the open warehouse, for marimo: `make explore` opens it as an app."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="年报数据浏览 nianbao explore")

with app.setup:
    import marimo as mo

    from flows.errors import RunError
    from flows.language import spoken_language
    from notebooks import findings, page, panels, queries
    from notebooks.site.page import STYLE
    from notebooks.site.places import county_html, township_html
    from notebooks.site.reading import read_county
    from notebooks.warehouse import changes_of, describe_last_run, named_place, open_warehouse, read_headline


@app.function
def show(html):
    """HTML with the styles that it is written for."""
    return mo.Html(f'<style>{page.STYLE}</style><div class="nianbao">{html}</div>')


@app.function
def side_by_side(section):
    """The panels of a section beside each other, three of them, or two in a row; one below the other on a phone."""
    columns = [
        mo.vstack(
            [
                mo.md(f"**{panel.title}**<br><small>{panel.note}</small>"),
                panel.chart or mo.callout(mo.md(panel.instead)),
            ]
        )
        for panel in section.panels
    ]
    across = 3 if len(columns) == 3 else 2
    grid = "".join(f"<div>{column.text}</div>" for column in columns)
    heading = [mo.md(f"## {section.title}")] if section.title else []
    return mo.vstack([*heading, show(f'<div class="panels of{across}">{grid}</div>')])


@app.cell
def _():
    place = None  # None: the lake that the environment names, or where an ingest publishes
    return (place,)


@app.cell
def _(place):
    headline, warehouse, changes = None, None, []
    try:
        opened_place = place or named_place()
        warehouse = open_warehouse(opened_place)
        headline, changes = read_headline(warehouse), changes_of(opened_place)
        problem = None if headline.reports else f"{opened_place} holds no report yet: run `make ingest`."
    except RunError as error:
        problem = str(error)
    return changes, headline, problem, warehouse


@app.cell
def _(changes, headline, problem, warehouse):
    mo.stop(
        problem is not None,
        mo.callout(mo.Html(f"<p>数据仓库无可浏览的内容。{page.escape(problem or '')}</p>"), kind="warn"),
    )
    labels = queries.measure_labels(warehouse)
    area_choice = mo.ui.dropdown(
        queries.areas(warehouse), label="地区 area（空 = 全部 all）", searchable=True, allow_select_none=True
    )
    county_limit = mo.ui.slider(5, 200, value=17, label="县数 counties", show_value=True)
    ranked_choice = mo.ui.dropdown(
        {f"{labels[measure]} {measure}": measure for measure in queries.RANKED},
        value=f"{labels['new_requests']} new_requests",
        label="排名 ranked by",
    )
    subtitle = " ".join([describe_last_run(headline), *(f"{words.zh} {words.en}" for words in changes)])
    mo.vstack(
        [
            *(mo.callout(mo.plain_text(f"{words.zh} {words.en}"), kind="warn") for words in changes),
            mo.Html(f"<h2>年报数据浏览 nianbao explore <small>{page.escape(subtitle)}</small></h2>"),
            mo.hstack([area_choice, county_limit, ranked_choice], wrap=True),
        ]
    )
    return area_choice, county_limit, labels, ranked_choice, subtitle


@app.cell
def _(area_choice, headline, warehouse):
    area = area_choice.value
    counted = findings.count_findings(warehouse, area)
    tiles = panels.tiles(headline, findings.count_findings(warehouse, None))
    show(page.render_tiles(tiles))
    return area, counted, tiles


@app.cell
def _(area, warehouse):
    county = read_county(warehouse, area)
    township_choice = mo.ui.dropdown(
        {f"{one.row['township']} {one.row['township_code']}": one for one in county.townships} if county else {},
        label="乡镇街道 township（空 = 全县 the county）",
        searchable=True,
        allow_select_none=True,
    )
    township_choice if county else mo.md("选择一个县可查看其年报。Choose a county to see its reports.")
    return county, township_choice


@app.cell
def _(county, township_choice):
    place_html = ""
    if township_choice.value:
        place_html = township_html(township_choice.value, spoken_language())
    elif county:
        place_html = county_html(county, spoken_language(), lambda _, name: name)
    mo.stop(not place_html)
    mo.Html(f'<style>{STYLE}</style><div class="nb">{place_html}</div>')
    return (place_html,)


@app.cell
def _(area, counted, county_limit, labels, warehouse):
    sums = queries.sums_by_year(warehouse, area)
    overview = panels.Section(
        "",
        (
            panels.coverage(warehouse, area, county_limit.value),
            panels.requests(sums, labels),
            panels.open_findings(counted),
        ),
    )
    side_by_side(overview)
    return overview, sums


@app.cell
def _(area, labels, sums, warehouse):
    trends = panels.Section(
        "趋势 Trends",
        (
            panels.counties(warehouse, area, 8),
            panels.rates(warehouse, area, labels),
            panels.applicants(warehouse, area),
            panels.reviews(sums, labels),
        ),
    )
    side_by_side(trends)
    return (trends,)


@app.cell
def _(area, warehouse):
    channels = panels.Section("公开渠道 Channels of disclosure", panels.channels(warehouse, area))
    side_by_side(channels)
    return (channels,)


@app.cell
def _(area, ranked_choice, warehouse):
    ranked = ranked_choice.value or queries.RANKED[0]
    ranked_years = queries.years_of(warehouse, area, ranked)
    ranked_year = mo.ui.dropdown(ranked_years, value=next(iter(ranked_years), None), label="年度 year")
    ranked_year
    return ranked, ranked_year


@app.cell
def _(area, ranked, ranked_year, warehouse):
    rankings = panels.Section(
        "排名 Rankings",
        panels.rankings(warehouse, area, ranked, ranked_year.value, 15),
    )
    side_by_side(rankings)
    return (rankings,)


@app.cell
def _(area, warehouse):
    finding_table = mo.ui.table(
        findings.list_findings(warehouse, area, limit=1000),
        selection="single",
        page_size=12,
        label="未结疑点 Open findings",
    )
    finding_table
    return (finding_table,)


@app.cell
def _(finding_table, warehouse):
    chosen = finding_table.value
    mo.stop(
        not len(chosen),
        mo.md("选择一行查看单元格原文与入库值。Choose a row to see the text of its cell beside the value."),
    )
    show(
        page.render_findings(
            chosen, findings.cells_of_findings(warehouse, chosen["finding_id"].to_list()), is_open=True
        )
    )
    return


if __name__ == "__main__":
    app.run()
