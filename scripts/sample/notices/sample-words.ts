import type { LooseText } from '#lib/notices/notice-text.ts';

/** What people of the sample wrote when it worked again, and meanwhile. */
export const RESTORED: readonly LooseText[] = [
	{ et: 'Kõik töötab jälle.', ru: 'Всё снова работает.', en: 'Everything works again.' },
	{
		et: 'Töö on tehtud ja üle kontrollitud.',
		ru: 'Работы закончены и проверены.',
		en: 'The work is done and checked.'
	},
	{
		et: 'Töötab. Kui sul midagi tõrgub, helista 5555.',
		ru: 'Работает. Если у вас что-то не так, звоните 5555.',
		en: 'It works. If something fails for you, call 5555.'
	}
];

export const ROLLED_BACK: LooseText = {
	et: 'Uus seade ei käivitunud. Panime vana tagasi, teeme uuel ajal.',
	ru: 'Новое устройство не запустилось. Вернули старое, сделаем в другое время.',
	en: 'The new device did not start. The old one is back, we will try another time.'
};

export const CANCELLED: LooseText = {
	et: 'Tootja lükkas uuenduse edasi.',
	ru: 'Производитель отложил обновление.',
	en: 'The maker has put the update off.'
};

export const NEWS: LooseText = {
	et: 'Viga on majutaja serveris. Majutaja vahetab ketast.',
	ru: 'Неисправность на сервере хостинга. Меняют диск.',
	en: 'The fault is on the host’s server. They are changing a disk.'
};

export const EXTENDED: LooseText = {
	et: 'Andmete ülekandmine võtab kauem.',
	ru: 'Перенос данных занимает больше времени.',
	en: 'Moving the data takes longer.'
};

export const LATE_REASON = 'Tootja teatas turvaaugust alles täna';
export const NO_MODULE_REASON = 'Uuendus ei muuda seda, kuidas programmi kasutada';
export const FREEZE_REASON = 'Seadme garantii lõpeb, hooldaja tuleb ainult sel päeval';

/** The report after the outage that was looked into. */
export const REPORT = {
	what: {
		et: 'Lasteaias ei olnud poolteist tundi internetti.',
		ru: 'В детском саду полтора часа не было интернета.'
	},
	impact: {
		et: 'Päevikut ja e-posti ei saanud kasutada 20 inimest.',
		ru: 'Дневником и почтой не могли пользоваться 20 человек.'
	},
	cause: {
		et: 'Kaevetööd tänaval lõikasid sidekaabli läbi.',
		ru: 'При земляных работах перерезали кабель.'
	},
	change: {
		et: 'Paneme majja mobiilse varuühenduse.',
		ru: 'Поставим в здании мобильный резерв.'
	}
};
