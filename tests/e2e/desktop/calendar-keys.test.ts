import { m } from '#lib/paraglide/messages.js';
import { arrive, et, expect, test } from '../people.ts';

test('the calendar is a grid with one tab stop, moved in by keys', async ({ as }) => {
	const page = await as('agent');
	await arrive(page, '/admin/notices/calendar?view=month&day=2026-11-11');
	const grid = page.getByRole('grid');
	await expect(grid).toHaveCount(1);
	await expect(grid.locator('a.date[tabindex="0"]')).toHaveCount(1);
	const day = (iso: string) => grid.locator(`a.date[href$="day=${iso}"]`);
	await day('2026-11-11').focus();
	for (const [key, iso] of [
		['ArrowRight', '2026-11-12'],
		['ArrowDown', '2026-11-19'],
		['Home', '2026-11-16'],
		['ArrowLeft', '2026-11-15'],
		['ArrowUp', '2026-11-08'],
		['End', '2026-11-08'],
		['ArrowUp', '2026-11-01']
	] as const) {
		await page.keyboard.press(key);
		await expect(day(iso)).toBeFocused();
		await expect(day(iso)).toHaveAttribute('tabindex', '0');
		await expect(grid.locator('a.date[tabindex="0"]')).toHaveCount(1);
	}
	await page.keyboard.press('PageDown');
	await page.waitForURL(/day=2026-12/);
	await expect(grid.locator('a.date[tabindex="0"]')).toBeFocused();
	await page.keyboard.press('Enter');
	await page.waitForURL(/view=week/);
	await expect(page.getByText(m.notice_plan_keys({}, et))).toBeVisible();
});
