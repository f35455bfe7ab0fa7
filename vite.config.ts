import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			// The server decides the language (i18n/server-locale.ts) and the browser reads it from the
			// page (i18n/client-locale.ts); these two only stand in where neither has been asked.
			strategy: ['globalVariable', 'baseLocale'],
			emitGitIgnore: false
		}),
		sveltekit()
	]
});
