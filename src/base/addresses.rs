//! Ranges of addresses, as AWS writes them: `10.0.0.0/16`.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A range of addresses whose first bits are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressRange {
    // INVARIANT: no bit is set behind the prefix.
    first: u32,
    // INVARIANT: at most 32.
    prefix: u32,
}

impl AddressRange {
    /// Reads a range; bits behind its prefix are cleared, as AWS does. `None` if it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let address: Ipv4Addr = address.parse().ok()?;
        let plain = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix: u32 = prefix.parse().ok().filter(|prefix| plain && *prefix <= 32)?;
        Some(Self { first: u32::from(address) & !behind(prefix), prefix })
    }

    /// How many first bits are the same.
    #[must_use]
    pub const fn prefix(self) -> u32 {
        self.prefix
    }

    /// Whether it has every address of another one.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.prefix <= other.prefix && other.first & !behind(self.prefix) == self.first
    }

    /// Whether it shares an address with another one.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.holds(other) || other.holds(self)
    }

    /// One of the equal parts that it falls into with that many more bits, counted from 0.
    #[must_use]
    pub fn part(self, bits: u32, at: u32) -> Option<Self> {
        let prefix = self.prefix.checked_add(bits).filter(|prefix| *prefix <= 32)?;
        let shift = 32 - prefix;
        (u64::from(at) < 1_u64 << bits)
            .then(|| Self { first: self.first | at.checked_shl(shift).unwrap_or(0), prefix })
    }
}

/// Whether a text is a range of IPv6 addresses, as AWS writes them: `2001:db8::/56`.
#[must_use]
pub fn is_ipv6_range(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else { return false };
    let plain = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
    address.parse::<Ipv6Addr>().is_ok() && plain && prefix.parse::<u8>().is_ok_and(|bits| bits <= 128)
}

/// The bits behind a prefix.
fn behind(prefix: u32) -> u32 {
    u32::MAX.checked_shr(prefix).unwrap_or(0)
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.first), self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressRange, is_ipv6_range};

    fn range(text: &str) -> AddressRange {
        AddressRange::read(text).unwrap()
    }

    #[test]
    fn ranges_are_read_as_aws_reads_them() {
        assert_eq!(range("100.68.0.18/18").to_string(), "100.68.0.0/18");
        for wrong in ["10.0.0.0", "10.0.0/16", "10.0.0.0/33", "10.0.0.0/+8", "010.0.0.0/8", "/8", "10.0.0.0/"]
        {
            assert_eq!(AddressRange::read(wrong), None, "{wrong}");
        }
        assert_eq!(range("0.0.0.0/0").to_string(), "0.0.0.0/0");
    }

    #[test]
    fn ranges_of_ipv6_have_up_to_128_bits_in_common() {
        assert!(["::/0", "2001:db8::/56", "fd00::1/128"].into_iter().all(is_ipv6_range));
        for wrong in ["2001:db8::1", "::/129", "10.0.0.0/8", "2001:db8:::/56", "::/+1", "::/"] {
            assert!(!is_ipv6_range(wrong), "{wrong}");
        }
    }

    #[test]
    fn parts_lie_within_and_apart() {
        let whole = range("10.0.0.0/16");
        let parts: Vec<AddressRange> = (0..8).map(|at| whole.part(3, at).unwrap()).collect();
        assert!(parts.iter().all(|part| whole.holds(*part) && part.prefix() == 19));
        assert!(parts.windows(2).all(|pair| !pair[0].overlaps(pair[1])));
        assert_eq!(whole.part(3, 8), None);
        assert_eq!(range("10.0.0.1/32").part(1, 0), None);
        assert_eq!(range("0.0.0.0/0").part(32, u32::MAX).unwrap().to_string(), "255.255.255.255/32");
    }
}
