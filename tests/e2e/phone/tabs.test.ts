import { m } from '#lib/paraglide/messages.js';
import { arrive, et, expect, test } from '../people.ts';

test('the pages of a room are one row on a phone, with the open one in sight, for keyboards too', async ({
	as
}) => {
	const page = await as('agent');
	await arrive(page, '/admin/equipment/set-up');
	const tabs = page.getByRole('navigation', { name: m.equipment_tabs({}, et) });
	const open = tabs.locator('[aria-current="page"]');
	await expect(open).toHaveText(m.equipment_tab_set_up({}, et));
	await expect(open).toBeInViewport({ ratio: 1 });
	const first = tabs.getByRole('link').first();
	await expect(first).not.toBeInViewport();
	const tops = await tabs
		.getByRole('link')
		.evaluateAll((links) => links.map((link) => Math.round(link.getBoundingClientRect().top)));
	expect(new Set(tops).size).toBe(1);
	await first.focus();
	await expect(first).toBeInViewport({ ratio: 1 });
});
