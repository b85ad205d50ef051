import type { Messages } from '../messages';

export const oversight: Messages['oversight'] = {
  board: { waiting: 'waiting', talking: 'talking', ready: 'ready', late: 'late', tasks: 'tasks' },
};
