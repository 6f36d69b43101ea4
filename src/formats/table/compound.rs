//! Compound files, in which XLS workbooks are kept: whether their chains of sectors end.
//!
//! A *chain* names for each sector the next one. The reader of workbooks follows chains without asking whether they come
//! back to where they were, and would fill the memory.

/// Sectors from here on are marks: the end of a chain, a free sector.
const MARKS: u32 = 0xffff_fffa;

/// Whether all chains of a compound file end. A file too short to tell is for its reader to refuse.
pub(super) fn chains_end(bytes: &[u8]) -> bool {
    let number =
        |at: usize| bytes.get(at..at + 4).and_then(|it| it.try_into().ok()).map_or(u32::MAX, u32::from_le_bytes);
    // 512 or 4096 bytes.
    let size = if bytes.get(0x1e) == Some(&12) { 4096 } else { 512 };
    let sector = |id: u32| -> &[u8] {
        let start = (id as usize).saturating_add(1).saturating_mul(size);
        bytes.get(start..bytes.len().min(start.saturating_add(size))).unwrap_or_default()
    };
    let numbers = |sector: &[u8]| -> Vec<u32> {
        let (words, _) = sector.as_chunks::<4>();
        words.iter().map(|word| u32::from_le_bytes(*word)).collect()
    };
    let most = bytes.len() / size + 1;
    let mut tables: Vec<u32> = (0..109).map(|at| number(0x4c + 4 * at)).collect();
    let mut next = number(0x44);
    for _ in 0..most {
        if next >= MARKS {
            break;
        }
        let mut more = numbers(sector(next));
        next = more.pop().unwrap_or(u32::MAX);
        tables.extend(more);
    }
    let in_use = tables.into_iter().filter(|&id| id < MARKS).take(most);
    let chains: Vec<u32> = in_use.flat_map(|id| numbers(sector(id))).collect();
    if !all_end(&chains) {
        return false;
    }
    let mut small = Vec::new();
    let mut next = number(0x3c);
    while next < MARKS && small.len() < bytes.len() {
        small.extend(numbers(sector(next)));
        next = chains.get(next as usize).copied().unwrap_or(u32::MAX);
    }
    all_end(&small)
}

/// Whether no chain comes back to one of its own sectors.
fn all_end(chains: &[u32]) -> bool {
    // The sector from which each was first come to.
    let mut seen = vec![u32::MAX; chains.len()];
    for first in 0..chains.len() as u32 {
        let mut at = first;
        while let Some(mark) = seen.get_mut(at as usize) {
            if *mark == first {
                return false;
            }
            if *mark != u32::MAX {
                break;
            }
            *mark = first;
            at = chains.get(at as usize).copied().unwrap_or(u32::MAX);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_come_back_are_told_from_those_that_end() {
        let end = 0xffff_fffe;
        assert!(all_end(&[]));
        assert!(all_end(&[1, 2, end, 1, 7]));
        assert!(!all_end(&[0]));
        assert!(!all_end(&[end, 2, 3, 1]));
    }
}
