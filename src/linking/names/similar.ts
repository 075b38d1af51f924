/**
 * Characters of names that are often mistaken for one another by their form (a list kept by hand: no complete
 * source of glyph similarity is packaged; homophones are told by pinyin instead).
 */
const groups = (
  '王玉主壬 于干千 刘列 陈阵 杨扬 赵越 吴昊 周同 徐除 孙逊 朱未末失 林淋琳森 何河荷 郭廓 ' +
  '罗萝 梁粱 宋宗 郑邓 谢榭 韩朝 唐康 冯马 董薰 程呈 曹遭 袁哀衰 邓郑 许诉 傅傳博搏 ' +
  '沈沉 曾会 彭澎 吕宫昌 苏办 卢户 蒋将 蔡察 贾买 丁了 魏巍 薛蘖 叶计汁 阎闫间 余佘 ' +
  '潘播 杜社 戴载 夏复 钟钏 汪注 田由甲申 任仁 姜羌美 范范笵 方万 石右 姚桃 谭潭 廖寥 ' +
  '邹皱 熊能 金全 陆陈 郝赤 孔孑 白百自 崔催 毛手 邱丘 秦泰奏春 江汇 史吏 顾颅 侯候 ' +
  '邵绍韶 孟盂 龙尤 万方 段殷 雷霍 钱线 汤场 尹伊 黎藜 易昜 常裳 武式 乔桥侨 贺驾 赖籁 ' +
  '龚袭 文交 己已巳 伟炜玮纬 芳芬 娜那 敏繁 静净 丽俪 强弦 磊垒 军车 洋样 勇湧 艳绝 ' +
  '杰木 娟捐 涛祷 明朋胡 超越 秀季 霞瑕 平乎 刚钢纲 桂佳挂 辉晖挥 玲铃琳 鹏腾 华毕 ' +
  '红虹江 飞乙 颖颍 梅海 燕蒸 兰三 凤风 洁浩 云去 雪霄 荣菜 胜性 雯文 新亲 峰锋烽蜂 ' +
  '波坡玻 斌武彬 丹舟 萍苹评 宇字宁 浩洁皓诰 凯剀 健建 俊峻骏 帆汎 帅师 旭旮 宁宇 晨展 ' +
  '阳阴 欣歆 莹萤荧 慧惠 琴琹 晶品 佳桂 倩情清 婷停 璐露 琪淇棋祺 怡恰 悦说 妍研 涵函 ' +
  '梓辛 轩杆 睿容 泽择 昊吴 博搏傅 子孑 天夫无 思恩 恩思 雨两 彤丹 瑞端 瑶谣遥 蕾雷 ' +
  '茜西 芸云 苗笛 莲连 菊莉 巧朽 素索 淑椒 珍诊 珠殊 贞负 英央 茂芨 庆床 福富 祥详 ' +
  '瑾谨 毅意 坤绅 元无 亮高 青清 竹行 才木 良食 根银 水永冰 木本未术 土士 大太犬 人入 ' +
  '日曰 四西 入八 冬各 东车 生主 正止 立应 会令 国圆 家冢 长张 贵责 财材 成戊戌 友有 ' +
  '尧挠 晓烧 娇桥 瑛英 娥峨 仙仕 春舂 香杳 喜嘉 爱受 莎沙 婉惋 柏伯 栋拣 辰唇 烨晔 ' +
  '煜昱 铭洺 锦绵 鑫淼 钰珏玉 霖淋 沐沭 沛柿 润闰 澜兰 灏浩 卉开 禾木 秋狄 科料 程秤 ' +
  '稳隐 翔翱 翠卒'
).split(' ');

const similarPairs = new Set<number>();
for (const group of groups) {
  for (let i = 0; i < group.length; i++) {
    for (let j = 0; j < group.length; j++) {
      if (i !== j) similarPairs.add(group.charCodeAt(i) * 65_536 + group.charCodeAt(j));
    }
  }
}

/** Whether two different UTF-16 units are easily mistaken by their form. */
export function looksAlike(a: number, b: number): boolean {
  return similarPairs.has(a * 65_536 + b);
}
