// What FEEL's own words mean, beside them in the completion; the library has them in English and past any translation.
import { snippets } from '@bpmn-io/lang-feel';
import { language } from '../base/words.js';

const meant = { function: '自己的函数', for: '逐个算', every: '个个满足', some: '有一个满足', if: '分情况', context: '一组值', null: '空', true: '真', false: '假' };

if (language === 'zh') for (const one of snippets) one.detail = meant[one.label];
