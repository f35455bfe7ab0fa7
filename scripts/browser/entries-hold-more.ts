import type { Plugin } from 'vite';

/**
 * SvelteKit wants its two entries to export nothing but their own names, for which the bundler writes files that only
 * point on. Letting an entry be the file that holds the framework saves a request.
 */
export const entriesHoldMore: Plugin = {
	name: 'entries-hold-more',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'client',
	options: (options) => ({ ...options, preserveEntrySignatures: 'allow-extension' })
};
