import type { Plugin } from 'vite';

/**
 * SvelteKit runs over every page letter by letter to give it an ETag. Pages of people who are signed in are never kept
 * by a browser (`no-store`), so nobody would ever ask by it; on the queue it took a twentieth of the time.
 */
export const noPageEtag: Plugin = {
	name: 'no-page-etag',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'server',
	transform: {
		filter: { id: /@sveltejs\/kit\/src\/runtime\/server\/page\/render\.js$/ },
		handler(code) {
			const tag = 'headers.set(\'etag\', `"${hash(transformed)}"`);';
			if (!code.includes(tag)) throw new Error('The ETag of pages moved in SvelteKit.');
			return code.replace(tag, '');
		}
	}
};
