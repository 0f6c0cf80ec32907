-- What analysts count: items that are neither groups nor inherited, with their order and effective dates.
create view activities as
with spans as (
    select
        item_id,
        count(*) as periods,
        min(effective_start) as effective_start,
        max(effective_end) as effective_end,
        min(plan_month_from) as plan_month_from,
        max(plan_month_to) as plan_month_to,
        list_sort(list_distinct(list(kind))) as period_kinds
    from periods
    group by item_id
),

answerable as (
    select
        item_id,
        list_distinct(list(coalesce(canonical, mention) order by ordinal)) as responsibles
    from responsibles
    group by item_id
)

select
    items.order_id,
    orders.region_code,
    orders.region,
    orders.municipality,
    orders.level,
    orders.academic_year,
    orders.number as order_number,
    orders.signed_on,
    items.item_id,
    items.seq,
    items.table_no,
    items.appendix,
    items.section,
    items.subsection,
    items.number,
    items.parent_item_id,
    items.category,
    items.activity,
    items.exam,
    items.topic,
    items.result,
    items.period_raw,
    coalesce(spans.periods, 0) as periods,
    spans.period_kinds,
    spans.effective_start,
    spans.effective_end,
    spans.plan_month_from,
    spans.plan_month_to,
    items.responsible_raw,
    answerable.responsibles,
    items.page_from
from items
inner join orders using (order_id)
left join spans using (item_id)
left join answerable using (item_id)
where not coalesce(items.is_group, false) and not coalesce(items.activity_inherited, false);
