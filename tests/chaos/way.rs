//! The ways in which a connection may end.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ClientCloses,
    ClientClosesAndLeaves,
    ClientClosesAndShutsDown,
    ServerCloses,
    ServerRepairsItsClose,
    ServerClosesClientAnswersAndLeaves,
    ServerClosesClientLeaves,
    ServerClosesClientIsSilent,
    ServerClosesAndGoes,
    BothClose,
    Reset,
    Fin,
    HalfClose,
    CutInHeader,
    CutInClose,
    SlowReaderCloses,
    SlowReaderClosesUnread,
    SlowReaderResets,
    SlowReaderClosesUnreadAndResets,
    SlowReaderIsClosed,
    SlowReaderIsDropped,
    Returns,
    Panics,
    Aborted,
    AbortedAnywhere,
    HalvesDropped,
    Served,
    BrokenClose,
    BrokenAnswer,
    BrokenFrame,
    BrokenFrameAndLeaves,
    NoHandshake,
    // Where the layer drains:
    Drained,
    DrainedInSilence,
    DrainedAndLeaves,
}

impl Way {
    pub(crate) const UNDRAINED: [Self; 32] = [
        Self::ClientCloses,
        Self::ClientClosesAndLeaves,
        Self::ClientClosesAndShutsDown,
        Self::ServerCloses,
        Self::ServerRepairsItsClose,
        Self::ServerClosesClientAnswersAndLeaves,
        Self::ServerClosesClientLeaves,
        Self::ServerClosesClientIsSilent,
        Self::ServerClosesAndGoes,
        Self::BothClose,
        Self::Reset,
        Self::Fin,
        Self::HalfClose,
        Self::CutInHeader,
        Self::CutInClose,
        Self::SlowReaderCloses,
        Self::SlowReaderClosesUnread,
        Self::SlowReaderResets,
        Self::SlowReaderClosesUnreadAndResets,
        Self::SlowReaderIsClosed,
        Self::SlowReaderIsDropped,
        Self::Returns,
        Self::Panics,
        Self::Aborted,
        Self::AbortedAnywhere,
        Self::HalvesDropped,
        Self::Served,
        Self::BrokenClose,
        Self::BrokenAnswer,
        Self::BrokenFrame,
        Self::BrokenFrameAndLeaves,
        Self::NoHandshake,
    ];
    pub(crate) const DRAINED: [Self; 3] =
        [Self::Drained, Self::DrainedInSilence, Self::DrainedAndLeaves];

    pub(crate) fn is_slow(self) -> bool {
        format!("{self:?}").starts_with("SlowReader")
    }
}
