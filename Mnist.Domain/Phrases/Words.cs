namespace Mnist.Domain.Phrases;

/// <summary>Lists of words as sentences write them.</summary>
public static class Words
{
    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Or(this IReadOnlyList<string> words) => words.Join("or");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string And(this IReadOnlyList<string> words) => words.Join("and");

    private static string Join(this IReadOnlyList<string> words, string last) => words switch
    {
        [] => "",
        [var only] => only,
        _ => $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}",
    };
}
