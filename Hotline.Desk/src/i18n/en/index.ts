import antd from 'antd/es/locale/en_US';
import type { Messages } from '../messages';
import { app } from './app';
import { cases } from './cases';
import { intake } from './intake';
import { labels } from './labels';
import { oversight } from './oversight';

export const messages: Messages = { app, intake, cases, oversight, label: labels };
export { antd };
