import type { Messages } from '../messages';

export const cases: Messages['cases'] = {
  late: 'late',
  act: {
    changed: 'The case changed while you were typing:',
    goOn: 'Understood, go on',
  },
  dispatch: {
    title: 'Dispatch',
    unit: 'Unit',
    note: 'Note for the unit',
    send: 'Dispatch',
    suggested: 'Suggested:',
    suggestedMark: 'suggested',
    noUnit: 'No unit is responsible for this in the dispatch catalogue. Choose one.',
    chooseCategory: 'Choose a category to see the suggested unit and why.',
  },
};
