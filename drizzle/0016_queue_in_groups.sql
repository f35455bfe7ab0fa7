DROP INDEX "service_request_open_promise";--> statement-breakpoint
DROP INDEX "service_request_assignee";--> statement-breakpoint
DROP INDEX "service_request_unassigned";--> statement-breakpoint
DROP INDEX "service_request_promise";--> statement-breakpoint
CREATE INDEX "service_request_open_promise" ON "service_request" USING btree ((case when status in ('confirmed', 'rejected', 'cancelled') then 2
		when status in ('returned', 'waiting_requester', 'waiting_vendor', 'fulfilled') then 1 else 0 end),"promised_at","number") WHERE status in ('awaiting_approval', 'returned', 'queued', 'in_progress', 'waiting_requester', 'waiting_vendor', 'fulfilled');--> statement-breakpoint
CREATE INDEX "service_request_assignee" ON "service_request" USING btree ("assignee_id",(case when status in ('confirmed', 'rejected', 'cancelled') then 2
		when status in ('returned', 'waiting_requester', 'waiting_vendor', 'fulfilled') then 1 else 0 end),"promised_at","number") WHERE status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor');--> statement-breakpoint
CREATE INDEX "service_request_unassigned" ON "service_request" USING btree ((case when status in ('confirmed', 'rejected', 'cancelled') then 2
		when status in ('returned', 'waiting_requester', 'waiting_vendor', 'fulfilled') then 1 else 0 end),"promised_at","number") WHERE assignee_id is null and status in ('queued', 'in_progress', 'waiting_requester', 'waiting_vendor');--> statement-breakpoint
CREATE INDEX "service_request_promise" ON "service_request" USING btree ((case when status in ('confirmed', 'rejected', 'cancelled') then 2
		when status in ('returned', 'waiting_requester', 'waiting_vendor', 'fulfilled') then 1 else 0 end),"promised_at","number");