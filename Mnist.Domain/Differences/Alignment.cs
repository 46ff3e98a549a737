namespace Mnist.Domain.Differences;

/// <summary>An item removed (no place after), added (no place before) or changed.</summary>
internal readonly record struct Edit(int? Before, int? After);

/// <summary>The fewest edits between two sequences, in time and memory that grow with the edits and not with the sequences.</summary>
/// <remarks>
/// Ukkonen (1985) and Myers (1986): for each number of edits, the furthest place on each diagonal of the table of Wagner and Fischer that
/// so many edits reach. Time is O(N + D^2) where little repeats and O(N D) at worst, memory O(D^2), for N items and D edits.
/// </remarks>
internal static class Alignment
{
    /// <summary>The fewest edits in order; null where they are more than a limit.</summary>
    /// <param name="before">The first sequence.</param>
    /// <param name="after">The second sequence.</param>
    /// <param name="most">The limit.</param>
    /// <param name="mayChange">Whether one item can become another by one edit; removing it and adding the other are two.</param>
    public static ValueList<Edit>? Fewest(int[] before, int[] after, int most, Func<int, int, bool> mayChange)
    {
        var reached = new List<int[]>();
        var end = after.Length - before.Length;
        for (var edits = 0; edits <= most; edits++)
        {
            // Diagonal d holds the places (i, i + d); it stands at index d + edits.
            var furthest = new int[(2 * edits) + 1];
            for (var d = -edits; d <= edits; d++)
            {
                var i = edits == 0 ? 0 : Last(d, reached[^1], edits - 1).From;
                while (i >= 0 && i < before.Length && i + d < after.Length && before[i] == after[i + d])
                    i++;
                furthest[d + edits] = i;
            }

            reached.Add(furthest);
            if (Math.Abs(end) <= edits && furthest[end + edits] == before.Length)
                return Trace(edits);
        }

        return null;

        // How the last of the edits leads to a diagonal: the furthest place it leads to, and the edit. Outside is -1.
        (int From, Edit? Edit, int Diagonal) Last(int d, int[] previous, int edits)
        {
            var (stay, left, right) = (At(d), At(d - 1), At(d + 1));
            var best = (From: stay, Edit: (Edit?)null, Diagonal: d);
            if (stay >= 0 && stay < before.Length && stay + d < after.Length && mayChange(before[stay], after[stay + d]))
                best = (stay + 1, new(stay, stay + d), d);
            if (left > best.From && left + d <= after.Length)
                best = (left, new(null, left + d - 1), d - 1);
            if (right >= 0 && right < before.Length && right + 1 > best.From)
                best = (right + 1, new(right, null), d + 1);
            return best;

            int At(int diagonal) => Math.Abs(diagonal) <= edits ? previous[diagonal + edits] : -1;
        }

        ValueList<Edit> Trace(int edits)
        {
            var path = new Stack<Edit>();
            for (var d = end; edits > 0; edits--)
            {
                var (_, edit, from) = Last(d, reached[edits - 1], edits - 1);
                if (edit is { } made)
                    path.Push(made);
                d = from;
            }

            return [.. path];
        }
    }
}
