import { readLocaleFromPage } from '$lib/i18n/client-locale.ts';

readLocaleFromPage();
