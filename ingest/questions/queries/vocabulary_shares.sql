-- The share of activities of each order whose operation the dictionary does not know. No parameters.
FROM order_vocabulary
ORDER BY unknown_share DESC, order_id
