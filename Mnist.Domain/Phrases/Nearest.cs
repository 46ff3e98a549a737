namespace Mnist.Domain.Phrases;

/// <summary>The known word that a wrong one may have been meant for.</summary>
public static class Nearest
{
    /// <summary>The nearest known word; null where every one differs in more than a third of its letters.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    public static string? To(string word, IEnumerable<string> known) => Several(word, known).FirstOrDefault();

    /// <summary>The nearest known words, nearest first, at most three.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    public static IEnumerable<string> Several(string word, IEnumerable<string> known) => known
        .Where(k => Math.Abs(word.Length - k.Length) <= Farthest(word, k)) // so many letters to insert or delete at least
        .Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
        .Where(k => k.Distance <= Farthest(word, k.Word) && k.Distance < k.Word.Length)
        .OrderBy(k => k.Distance)
        .Select(k => k.Word)
        .Take(3);

    private static int Farthest(string word, string known) => Math.Max(2, Math.Max(word.Length, known.Length) / 3);

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    /// <param name="a">One word.</param>
    /// <param name="b">The other.</param>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        const int LongEnough = 256; // a longer word is no slip of the pen, and the table stays small
        if (a.Length > LongEnough || b.Length > LongEnough)
            return Math.Max(a.Length, b.Length);

        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                table[i, j] = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
                    ? Math.Min(best, table[i - 2, j - 2] + 1)
                    : best;
            }
        }

        return table[a.Length, b.Length];
    }
}
