/** What the pages of a stock-take depend on. */
export const COUNT_NEWS = 'equipment:stock-take';
