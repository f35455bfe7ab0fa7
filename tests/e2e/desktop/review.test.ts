import { m } from '#lib/paraglide/messages.js';
import { arrive, et, expect, test } from '../people.ts';

test('a line manager reviews by keyboard, what is to go is taken away, the report is signed', async ({
	as,
	portal
}) => {
	const [round] = await portal.sql<{ id: string }[]>`
		select id from review_campaign where state = 'open'`;
	if (!round) throw new Error('The sample has no review.');
	const { id } = round;
	const linesOf = (answer: string) => portal.sql<{ taskId: string | null; rightId: string }[]>`
		select l.task_id as "taskId", l.right_id as "rightId" from review_line l
		join person p on p.id = l.reviewer_id
		where l.campaign_id = ${id} and p.email = 'manager@linn.example' and l.answer = ${answer}`;

	const manager = await as('manager');
	await arrive(manager, '/');
	await manager.getByRole('link', { name: new RegExp(m.reviews_open_mine({}, et)) }).click();
	await expect(manager.getByText(m.reviews_saves_itself({}, et))).toBeVisible();
	const groups = manager.locator('[data-line]');
	const all = await groups.count();
	expect(all).toBeGreaterThan(2);

	await groups.first().getByRole('radio').first().focus();
	await manager.keyboard.press('r');
	await manager.keyboard.press('k');
	await manager.keyboard.press('d');
	await expect(groups.nth(0).getByRole('radio').nth(1)).toBeChecked();
	await expect(groups.nth(1).getByRole('radio').nth(0)).toBeChecked();
	await expect(groups.nth(2).getByRole('radio').nth(2)).toBeChecked();
	await expect.poll(async () => (await linesOf('unknown')).length).toBe(1);
	await manager.keyboard.press('ArrowUp');
	await manager.keyboard.press('k');
	await expect.poll(async () => (await linesOf('unknown')).length).toBe(0);
	for (let line = 3; line < all; line++) await manager.keyboard.press('k');
	await expect(
		manager.getByText(m.reviews_progress({ done: all, all }, et), { exact: true })
	).toBeVisible();
	await manager.getByRole('button', { name: m.reviews_save_answers({}, et) }).click();
	await expect(manager.getByRole('status').first()).toContainText(m.reviews_finished({}, et));
	const [removal] = await linesOf('remove');
	expect(removal?.taskId).toBeTruthy();

	const agent = await as('agent');
	await arrive(agent, `/admin/access/tasks?open=${removal?.taskId}`);
	await agent.getByRole('button', { name: m.rights_task_do({}, et) }).click();
	await expect
		.poll(async () => {
			const [task] = await portal.sql`
				select done_at is not null as done from access_task where id = ${removal?.taskId ?? ''}`;
			return task?.done;
		})
		.toBe(true);

	await arrive(agent, `/admin/access/reviews/${id}`);
	await agent.getByRole('button', { name: m.reviews_close_act({}, et) }).click();
	await expect(agent.getByRole('status').first()).toContainText(m.reviews_was_closed({}, et));
	const href = await agent
		.getByRole('link', { name: m.reviews_report({}, et) })
		.getAttribute('href');
	const [first, second] = await Promise.all(
		[1, 2].map(async () => (await agent.request.get(href ?? '')).body())
	);
	expect(first?.subarray(0, 5).toString()).toBe('%PDF-');
	expect(second).toEqual(first);

	await arrive(manager, `/reviews/${id}`);
	await expect(manager.getByText(m.reviews_closed({}, et))).toBeVisible();
	await expect(manager.getByRole('radio')).toHaveCount(0);
});
