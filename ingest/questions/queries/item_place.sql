-- Where a row stands in its file. Parameters: order_id, item_id.
SELECT i.item_id, i.number, i.activity, i.locator, i.page_from, i.page_to, i.bbox, i.raw_cells, s.source_name, s.stored_path
FROM items AS i
LEFT JOIN sources AS s ON s.order_id = i.order_id AND s.source_id = i.source_id
WHERE i.order_id = ? AND i.item_id = ?
