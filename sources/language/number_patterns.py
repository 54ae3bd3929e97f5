"""The patterns of numbers in Vietnamese administrative prose: what they look like, what stands around them.

Only patterns; how they are used is in `numbers`, `number_token` and `number_context`.
"""

from __future__ import annotations

import re

from sources.language.folding import CAPITALS
from sources.language.whole_words import whole_words

NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?: \d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?"
_DOCUMENT_WORD = (
    r"nghị quyết|chỉ thị|kết luận|quyết định|thông tư|nghị định|kế hoạch|công văn|hướng dẫn|chương trình|"
    r"đề án|quy chế|quy định|luật|pháp lệnh|thông báo|báo cáo|phương án|công điện|bcđ|ban chỉ đạo"
)
# Nouns that number their instances ("tổ 26", "điều 4", "quốc lộ 37"), unless a unit of measure follows.
_LABEL_WORD = (
    r"tổ|tổ dân phố|tdp|thôn|(?<!biên )(?<!văn )bản|ấp|khóm|khu|khu phố|khối|cụm|xóm|đội|phòng|tiểu khu|lô|"
    r"đường|ngõ|ngách|hẻm|số nhà|"
    r"điểm|khoản|điều|mục|phần|chương|phụ lục|biểu|mẫu|bảng|tiêu chí|quốc lộ|tỉnh lộ|đường tỉnh|ql|đt|tl|km|"
    r"lần thứ|lần|thứ|khóa|kỳ họp thứ|(?<!tổng )(?<!một )(?<!trong )số|trang|quý|tuần|thửa|tờ bản đồ|nhiệm kỳ"
)
# Nouns of a grade or group: only a single digit names one ("đối tượng 2", "mức độ 4").
_GRADE_WORD = (
    r"đối tượng|cấp độ|mức độ|mức|(?<!thanh )loại|hạng|bậc|nhóm|lớp|vùng|kênh|tuyến|"
    r"(?<!cung )(?<!trung )cấp|giai đoạn|ca|đợt|chỉ tiêu"
)
# Words without diacritics that a careless clerk writes together with the number behind them.
_GLUED_WORD = (
    "ra|tra|thu|cho|qua|trong|so|tin|giao|treo|trao|xong|chi|phong|hay|sau|thanh|sinh|gia|tham|kho|ban|chung|"
    "lai|xe|theo"
)
_NOT_STATISTIC = [
    ("address", r"\b(?:https?://|www\.)\S+"),
    (
        "document",
        r"(?:\bsố\s*:?\s*)?\b\d+[a-zA-Z]?(?:\s?/\s?\d{4})?\s?/\s?(?!tổng\b)[A-ZĐƯ][\wĐđƯư]*(?:-\s?[\wĐđƯư]+)*(?:/[A-ZĐƯ][\wĐđƯư]*(?:-\s?[\wĐđƯư]+)*)*"
        r"|(?:\bsố\s*:?\s*)?\b\d+-[A-ZĐƯ][\wĐđƯư]*/[A-ZĐƯ][\wĐđƯư-]*",
    ),
    ("plate", r"\b\d{2}[A-Z]{1,2}\d?\s?-?\s?\d{3}\.?\d{2}\b"),
    ("code", r"\bcovid\s?[-–]\s?19\b"),
    ("code", rf"\b(?!g\b)(?!(?:{_GLUED_WORD})\d)(?:[A-ZĐa-zđ]+\d+)+(?:[-./]\w+)*\b|\b\d+[xXnN]\d+\w*\b"),
    ("code", r"\b\d{1,3}(?-i:[A-ZĐ])\b(?!/)"),
    ("date", r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"),
    ("date", r"\b(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}\b"),
    ("date", r"\b(?:ngày|đến ngày|từ ngày)\s+\d{1,2}\s?[/-]\s?\d{1,2}\b(?!\s?[/-]?\d)"),
    (
        "date",
        r"\b(?:từ|đến|sáng|chiều|tối|trước|sau|hết)\s+(?:ngày\s+)?\d{1,2}/(?:0?[1-9]|1[0-2])\b(?!\s?[/-]?\d)",
    ),
    ("date", r"\btháng\s+\d{1,2}\s*(?:[/-]|năm|\.)\s*(?:19|20)\d{2}\b"),
    ("date", r"\btháng\s+\d{1,2}\b"),
    ("date", r"\bngày\s+\d{1,2}\b"),
    ("date", r"\bquý\s+(?:[IVX]+|\d)\s*(?:/|năm|-)?\s*(?:19|20)\d{2}\b"),
    ("date", r"\bquý\s+\d\b"),
    ("date", r"\b(?:0?[1-9]|1[0-2])\s+tháng(?:\s+(?:đầu|cuối)\s+năm|\s+năm)?(?:\s+(?:19|20)\d{2})?\b"),
    ("date", r"\bnăm\s+(?:19|20)\d{2}(?!\d)"),
    ("duration", r"\b\d{1,3}\s+(?:năm|tháng|ngày|tuần)\b(?!\s+(?:19|20)\d{2})"),
    ("time", r"\b24\s?/\s?(?:24|7)(?:\s?(?:giờ|h)\b)?"),
    ("time", r"\b\d{1,2}\s?(?:giờ(?! phát)|h)\s?(?:\d{1,2}(?:\s?phút)?)?(?![\w])"),
    ("birth", r"\b(?:sinh\s+năm|sn|s\.n|năm\s+sinh)\s*:?\s*(?:\d{1,2}/\d{1,2}/)?(?:19|20)\d{2}\b"),
    ("age", r"\b\d{1,3}\s?(?:-|–|đến)\s?\d{1,3}\s+tuổi\b"),
    ("age", r"\b\d{1,3}\s+tuổi\b"),
    ("age", r"\btuổi\s+(?:từ\s+)?\d{1,3}(?:\s?(?:-|–|đến)\s?\d{1,3})?\b"),
    ("phone", r"(?<![\d.,])0\d{1,3}[ .]?\d{3,4}[ .]?\d{3,4}(?![\d.,]\d)(?!\s*đ)"),
    ("identity", r"(?<![\d.,])0\d{11}(?![\d.,])"),
]
YEAR = r"(?:19|20)\d{2}"
LABEL = re.compile(
    rf"(?<![\w])(?:(?:{_LABEL_WORD})(?:\s+số)?\s*|(?:số|điện thoại|sđt|đt|tài khoản)\s*:\s*"
    rf"|(?:{_DOCUMENT_WORD})(?:\s+(?:liên tịch|phối hợp|hành động|thi đua))?(?:\s+số)?\s*:?\s*|(?:nq|ct|kl|"
    rf"(?<!ra )qđ|tt|nđ|kh|đa)(?:\s+số)?\s+)$"
)
GRADE = re.compile(rf"(?<![\w])(?:{_GRADE_WORD})(?:\s+số)?\s+$")
NAME_BEFORE = re.compile(
    r"(?<!\w)(?:tổ dân phố|[Tt]ổ|[Tt]hôn|[Bb]ản|[Ấấ]p|[Kk]hóm|[Kk]hu phố|[Kk]hu|[Xx]óm|[Bb]uôn|[Ll]àng|"
    r"[Tt]rường|THCS|THPT|[Cc]ông ty|[Cc]hợ|[Cc]ầu)"
    rf"(?:\s+[{CAPITALS}]\w*){{1,4}}\s+(?:số\s+)?$"
)
MONEY_BEFORE = re.compile(
    r"(?:phạt tiền|số tiền|tổng tiền|tiền phạt|tiền|trị giá|kinh phí)(?:\s+(?:là|phạt|trên|hơn|gần|"
    r"khoảng))?\s*:?\s*$"
)
LABEL_SERIES = re.compile(r"^\s*(?:,|và|;)\s*$")
# Words that may open a match of TOKEN before its first digit.
LEADING_WORDS = frozenset(
    "ngày tháng tuổi quý i ii iii iv năm số số: sinh sinh: sn s.n từ đến sáng chiều tối trước sau hết covid "
    "- – : (".split()
)
GLUED_WORDS = frozenset(_GLUED_WORD.split("|"))
DIGIT = re.compile(r"\d")
OPENING = re.compile(
    r"\s*[-+*•]?\s*\(?(\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]))[.)]*\s+(?=[\"“‘(]?[^\W\d_])", re.UNICODE
)
FORMS = {f"form_{place}": kind for place, (kind, _) in enumerate(_NOT_STATISTIC)}
"""The groups of TOKEN that are no statistic, each with its class."""
TOKEN = re.compile(
    "|".join(f"(?P<{form}>{pattern})" for form, (_, pattern) in zip(FORMS, _NOT_STATISTIC, strict=True))
    + rf"|(?P<period>\b{YEAR}\s?[-–]\s?{YEAR}\b)"
    + rf"|(?P<ratio>(?<![\d_.,/])(?<!(?-i:[A-ZĐ]))(?P<part>{NUMBER})"
    + r"(?:\s?/\s?(?:tổng(?:\ssố)?\s)?|\s(?:trên tổng số|trong tổng số|trên|trong số)\s)"
    + rf"(?P<whole>{NUMBER})(?![\d_/]|[.,]\d|(?-i:[A-ZĐ])))"
    + rf"|(?P<plain>(?<![\d_])(?<!(?-i:[A-ZĐ]))(?:{NUMBER}))",
    re.IGNORECASE,
)
# The commonest form, tried before all others: a few digits, a blank and a word that opens none of the others.
COUNT = re.compile(
    r"(?P<plain>\d{1,6})(?= [^\W\d_])(?! (?:năm|tháng|ngày|tuần|giờ|tuổi|đến|trên|trong|h(?![^\W\d_])))",
    re.IGNORECASE,
)
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30,
    "một trăm": 100,
}  # fmt: skip
_MAGNITUDES = {
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10_000,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
MAGNITUDE = re.compile(r"\s*(trăm nghìn|trăm|nghìn tỷ|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?=đ?(?!\w))")
MULTIPLES = {"trăm nghìn": 100_000, "nghìn tỷ": 10**12, **_MAGNITUDES}
WORD_NUMBER = re.compile(whole_words(WORDS) + r"(?=\s)")
NO_NUMBER_BEFORE = re.compile(r"(?:\w-|thứ|lần|từng|mỗi|những|trong|tháng|hàng|hằng|các)\s*$")
NO_FIVE_BEFORE = re.compile(r"(?:trong|hàng|hằng|mỗi|cả|cuối|đầu|một)\s*$")  # "trong năm", not "in five"
