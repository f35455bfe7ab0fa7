import { defineConfig, devices } from '@playwright/test';

// Chromium has no sandbox for root, as whom containers run.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.test.ts',
	globalSetup: './tests/support/browser-setup.ts',
	outputDir: 'test-results',
	workers: 2,
	fullyParallel: false,
	forbidOnly: true,
	// A test that fails now and then has found a race.
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	use: {
		locale: 'et-EE',
		timezoneId: 'Europe/Tallinn',
		// What the page held at each step tells what happened; pictures of all of it cost time in every test.
		trace: { mode: 'retain-on-failure', screenshots: false },
		launchOptions: { executablePath: process.env.CHROMIUM_PATH, args }
	},
	projects: [
		{
			name: 'desktop',
			testIgnore: 'phone/**',
			use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } }
		},
		{
			name: 'phone',
			testIgnore: 'desktop/**',
			use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } }
		}
	]
});
