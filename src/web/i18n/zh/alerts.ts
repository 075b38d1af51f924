/** Words of alerts and of their handling, in Chinese. */
export const alertsZh = {
  states: {
    new: '待派发',
    assigned: '已派发',
    accepted: '已接收',
    visited: '已入户',
    confirmed: '属实',
    false_alarm: '不属实',
    already_aided: '已有救助',
    out_of_jurisdiction: '不在辖区',
    declined_by_citizen: '本人拒绝',
    matched: '已匹配事项',
    referred: '已转办',
    aided: '已救助到位',
    refused: '不予救助',
    fed_back: '已反馈',
    closed: '已办结',
  },
  actions: {
    raise: '发出预警',
    assign: '派发',
    accept: '接收',
    visit: '入户走访',
    conclude: '核实结论',
    match: '匹配事项',
    refer: '转办',
    aid: '救助到位',
    refuse: '不予救助',
    feed_back: '反馈',
    close: '办结',
    reopen: '重开',
    append: '补充证据',
    escalate: '超期上报',
  },
  dueToday: '今天到期',
  dueTomorrow: '明天到期',
  dueIn: (days: string) => `还剩 ${days} 天`,
  overdue: (days: string) => `已逾期 ${days} 天`,
  noDue: '无期限',
  escalations: ['', '已上报县级', '已上报市级'],
  randomDraw: '随机抽查',
  changedBy: (who: string, what: string, when: string) =>
    `${who} 已先行办理：${what}（${when}）。您的操作没有生效，内容已刷新。`,
  changedMeanwhile: '这件预警刚被他人办理。您的操作没有生效，内容已刷新。',
};

/** Keys and shapes of these words. */
export type AlertWords = typeof alertsZh;
