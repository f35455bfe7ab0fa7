import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		allowOnly: false,
		// Component code is tested in a browser; everything here runs as plain TypeScript, as Node reads it.
		experimental: { viteModuleRunner: false },
		// Reading four thousand texts and the rooms anew takes longer than most files of tests. They share nothing
		// but the process, as requests do in the portal: each has a database of its own and puts back what it sets.
		isolate: false,
		// One process may be busy with a database while the other computes.
		maxWorkers: 2,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
					globalSetup: ['tests/support/texts-setup.ts'],
					testTimeout: 20_000
				}
			},
			{
				extends: true,
				test: {
					name: 'domain',
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
