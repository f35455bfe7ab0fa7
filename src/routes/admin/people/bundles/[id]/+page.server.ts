import { localize } from '$lib/i18n/localized.ts';
import { getBundle } from '$lib/server/access/bundles/list-bundles.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { saveBundleForm } from '../bundle-action.ts';
import { bundleOptions } from '../bundle-options.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const [bundle, options] = await Promise.all([
		getBundle(db, signedIn(event), event.params.id),
		bundleOptions(db, locale)
	]);
	return {
		...options,
		title: localize(bundle.name, locale),
		values: {
			seen: bundle.seen,
			nameEt: bundle.name.et,
			nameRu: bundle.name.ru,
			nameEn: bundle.name.en ?? '',
			positions: bundle.positions.join('\n'),
			unitId: bundle.unitId ?? '',
			unitKind: bundle.unitKind ?? '',
			what: bundle.lines.map((line) => `${line.kind}:${line.what}`),
			days: bundle.lines.map((line) => String(line.daysBefore)),
			...(bundle.active ? { active: 'yes' } : {})
		} as Record<string, string | string[]>
	};
});

export const actions: Actions = { default: saveBundleForm };
