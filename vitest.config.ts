import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const lib = fileURLToPath(new URL('./src/lib', import.meta.url));

/**
 * Read by Node itself, and once for all files: reading four thousand texts and all rooms anew takes longer than most
 * files of tests. They share nothing but the process, as requests do in the portal: each has a database of its own
 * and puts back what it sets. Not for the web: its tests read routes, which only Vite can.
 */
const readOnce = { experimental: { viteModuleRunner: false }, isolate: false };

export default defineConfig({
	// Component code is tested in a browser; everything here runs as plain TypeScript.
	resolve: { alias: { $lib: lib } },
	test: {
		allowOnly: false,
		// One process may be busy with a database while the other computes.
		maxWorkers: 2,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					...readOnce,
					include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
					globalSetup: ['tests/support/texts-setup.ts'],
					testTimeout: 20_000
				}
			},
			{
				extends: true,
				test: {
					name: 'domain',
					...readOnce,
					include: ['tests/domain/**/*.test.ts'],
					globalSetup: ['tests/support/texts-setup.ts', 'tests/support/global-setup.ts'],
					testTimeout: 60_000,
					hookTimeout: 180_000
				}
			},
			{
				extends: true,
				test: {
					name: 'web',
					include: ['tests/web/**/*.test.ts'],
					globalSetup: [
						'tests/support/texts-setup.ts',
						'tests/support/global-setup.ts',
						'tests/support/build-setup.ts'
					],
					testTimeout: 120_000,
					hookTimeout: 300_000
				}
			}
		]
	}
});
