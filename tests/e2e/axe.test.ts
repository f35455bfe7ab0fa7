import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { expect, test } from './people.ts';
import { allScreens, type Screen } from './screens.ts';

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const themes = ['light', 'dark'] as const;

/**
 * Each screen is looked at three times: in each language, in both themes, wide and on a phone. The
 * wide project takes two languages of it and the phone the third; which goes with which turns from
 * screen to screen.
 */
function looks(n: number, isPhone: boolean): { locale: Locale; theme: 'light' | 'dark' }[] {
	const all = locales.map((locale, k) => ({
		locale,
		theme: themes[(n + k) % 2] ?? 'light',
		onPhone: (n + k) % 3 === 2
	}));
	return all.filter((look) => look.onPhone === isPhone);
}

// In the page itself: the usual builder puts each result together in a page that it opens for it,
// which takes three times as long, for the sake of frames, and the portal has none.
async function violationsOf(page: Page): Promise<axe.Result[]> {
	expect(page.frames()).toHaveLength(1);
	await page.evaluate(axe.source);
	return page.evaluate(async (values) => {
		const own = globalThis as unknown as { axe: typeof axe };
		const found = await own.axe.run({
			runOnly: { type: 'tag', values },
			resultTypes: ['violations']
		});
		return found.violations;
	}, standard);
}

async function problemsOf(page: Page, isPhone: boolean): Promise<string[]> {
	const violations = await violationsOf(page);
	const problems = violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)
	);
	if (!isPhone) return problems;
	await page.setViewportSize({ width: 320, height: 640 });
	const wide = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		const scrolls = (one: Element): boolean => {
			for (let above = one.parentElement; above; above = above.parentElement) {
				if (above === document.body) return false;
				if (getComputedStyle(above).overflowX !== 'visible') return true;
			}
			return false;
		};
		return [...document.body.querySelectorAll('*')]
			.filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !scrolls(one))
			.slice(0, 3)
			.map((one) => `${scrollWidth} px wide on 320: ${one.outerHTML.slice(0, 120)}`)
			.concat(`${scrollWidth} px wide on 320`);
	});
	await page.setViewportSize({ width: 390, height: 844 });
	return [...problems, ...wide];
}

async function open(page: Page, screen: Screen): Promise<number | undefined> {
	const answer = await page.goto(screen.path);
	if (screen.sends) {
		const form = page.locator(screen.sends).first();
		const sent = page.waitForResponse((one) => one.request().method() === 'POST');
		await form.evaluate((element: HTMLFormElement) => element.requestSubmit());
		await sent;
		await expect(page.locator('.errors')).toBeVisible();
		return screen.status;
	}
	if (screen.unfolded) {
		await page.evaluate(() => {
			for (const one of document.querySelectorAll('main details')) one.setAttribute('open', '');
		});
	}
	return answer?.status();
}

// So many pages would make a trace of hundreds of megabytes.
test.use({ trace: 'off' });
test.describe.configure({ mode: 'parallel' });

/** Whose screens, and which of them: those of the desk are too many for one test. */
const parts = [
	['nobody', 0],
	['employee', 0],
	['employee', 1],
	['employee', 2],
	['employee', 3],
	['manager', 0],
	['hille.soosaar', 0],
	['admin', 0],
	['admin', 1],
	['admin', 2],
	['admin', 3],
	['admin', 4],
	['admin', 5],
	['admin', 6],
	['admin', 7],
	['admin', 8],
	['admin', 9]
] as const;
const partSize = 16;

for (const [who, part] of parts) {
	test(`screens of ${who} are readable by everybody, part ${part + 1}`, async ({
		as,
		browser,
		portal
	}, info) => {
		test.setTimeout(180_000);
		const isPhone = info.project.name === 'phone';
		const screens = (await allScreens(portal)).map((screen, n) => ({ screen, n }));
		const all = screens.filter(({ screen }) => screen.who === who);
		const own = all.slice(part * partSize, (part + 1) * partSize);
		expect(own.length).toBeGreaterThan(0);
		const parted = parts.filter(([one]) => one === who).length * partSize;
		expect(parted).toBeGreaterThanOrEqual(all.length);
		const page = who === 'nobody' ? await (await browser.newContext()).newPage() : await as(who);
		const problems: string[] = [];
		for (const locale of locales) {
			if (who === 'nobody') {
				const url = portal.origin;
				await page.context().addCookies([{ name: 'abilaud_language', value: locale, url }]);
			} else {
				await portal.sql`update person set locale = ${locale} where email = ${`${who}@linn.example`}`;
				// The portal hears of what is changed behind its back a moment later.
				await expect(async () => {
					await page.goto('/accessibility');
					expect(await page.locator('html').getAttribute('lang')).toBe(locale);
				}).toPass();
			}
			for (const { screen, n } of own) {
				const look = looks(n, isPhone).find((one) => one.locale === locale);
				if (!look) continue;
				await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' });
				const status = await open(page, screen);
				const where = `${screen.name} (${screen.path}), ${locale}, ${look.theme}`;
				if (status !== (screen.status ?? 200)) problems.push(`${where}: ${status}`);
				const lang = await page.locator('html').getAttribute('lang');
				if (lang !== locale) problems.push(`${where}: is in "${lang}"`);
				for (const one of await problemsOf(page, isPhone)) problems.push(`${where}: ${one}`);
			}
		}
		// The tests that follow read Estonian.
		await portal.sql`update person set locale = 'et' where email = ${`${who}@linn.example`}`;
		if (who === 'nobody') await page.context().close();
		expect(problems).toEqual([]);
	});
}
