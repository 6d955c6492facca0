-- What the actions would have recorded, from the rows that were made. The hashes are plausible only: each line's is
-- the digest of its number, so `liaison journal verify` fails on a made company.
INSERT INTO journal_entry (at, kind, by, facts)
SELECT at, kind, by, facts FROM (
  SELECT created_at AS at, 'tickets.opened' AS kind, 'customer:' || customer_id AS by, 1 AS n,
    jsonb_build_object('ticket_id', id, 'customer_id', customer_id, 'channel', channel, 'department_id', department_id,
      'v', 1) AS facts FROM tickets_ticket
  UNION ALL
  SELECT m.at, 'tickets.received', m.author, 2, jsonb_build_object('ticket_id', t.id, 'customer_id', t.customer_id,
      'message_id', m.id, 'channel', m.channel, 'placed', m.placed, 'auto_kind', '', 'aside', FALSE, 'v', 1)
    FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id WHERE m.direction = 'in'
  UNION ALL
  SELECT m.at, 'tickets.replied', m.author, 3, jsonb_build_object('ticket_id', t.id, 'customer_id', t.customer_id,
      'message_id', m.id, 'v', 1)
    FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id WHERE m.direction = 'out'
  UNION ALL
  SELECT m.at, 'tickets.sent', 'system', 4, jsonb_build_object('ticket_id', t.id, 'customer_id', t.customer_id,
      'message_id', m.id, 'v', 1)
    FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id WHERE m.direction = 'out'
  UNION ALL
  SELECT created_at, 'tickets.assigned', 'member:' || assignee_id, 5, jsonb_build_object('ticket_id', id,
      'customer_id', customer_id, 'to_id', assignee_id, 'v', 1) FROM tickets_ticket WHERE assignee_id IS NOT NULL
  UNION ALL
  SELECT resolved_at, 'tickets.resolved', 'member:' || coalesce(assignee_id, 1), 6, jsonb_build_object('ticket_id', id,
      'customer_id', customer_id, 'reason', resolution, 'v', 1) FROM tickets_ticket WHERE resolved_at IS NOT NULL
  UNION ALL
  SELECT closed_at, 'tickets.closed', 'member:' || coalesce(assignee_id, 1), 7, jsonb_build_object('ticket_id', id,
      'customer_id', customer_id, 'v', 1) FROM tickets_ticket WHERE closed_at IS NOT NULL
  UNION ALL
  SELECT created_at, 'customers.met', 'system', 0, jsonb_build_object('customer_id', id, 'through', 'email', 'v', 1)
    FROM customers_customer
) AS told ORDER BY at, n;

INSERT INTO journal_about (ref, entry_id)
SELECT 'ticket:' || (facts ->> 'ticket_id'), id FROM journal_entry WHERE id > {last} AND facts ? 'ticket_id'
UNION ALL
SELECT 'customer:' || (facts ->> 'customer_id'), id FROM journal_entry WHERE id > {last} AND facts ? 'customer_id';

INSERT INTO journal_line (seq, entry_id, day, hash)
SELECT row_number() OVER (ORDER BY id), id, at::date, sha256(id::text::bytea) FROM journal_entry WHERE id > {last};
