namespace Mnist.Host.Presentation;

/// <summary>Many messages: the first ones are what a reader can use, the rest is counted.</summary>
internal static class Messages
{
    /// <summary>Most messages of a kind that are shown.</summary>
    public const int Most = 100;

    /// <summary>The first ones.</summary>
    public static IEnumerable<T> First<T>(this IReadOnlyCollection<T> messages) => messages.Take(Most);

    /// <summary>How many are not shown.</summary>
    public static int LeftOut<T>(this IReadOnlyCollection<T> messages) => Math.Max(0, messages.Count - Most);

    /// <summary>The first ones, each in a line, and a line for the rest.</summary>
    /// <param name="messages">All of them.</param>
    /// <param name="noun">What one of them is.</param>
    /// <param name="line">The line of one.</param>
    public static IEnumerable<string> Lines<T>(this IReadOnlyCollection<T> messages, string noun, Func<T, string> line) =>
        messages.LeftOut() is > 0 and var more
            ? [.. messages.First().Select(line), $"and {more.Of($"more {noun}")}, not shown."]
            : messages.Select(line);
}
