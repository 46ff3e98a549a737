namespace Mnist.Domain.Phrases;

/// <summary>A sentence on a part of a plan.</summary>
/// <param name="Where">The part, such as "layers.5 conv2d" or "training".</param>
/// <param name="What">What is to be said of it.</param>
public sealed record PlanMessage(string Where, string What)
{
    /// <summary>The field of the part that it is about; null where it is about the whole part.</summary>
    public string? Field { get; init; }

    /// <summary>Where a plan file holds what it is about: "layers.5" or "training.optimizer.weightDecay".</summary>
    public string Path => Where.Split(' ')[0] + (Field is { } name ? $".{name.Split(' ')[0]}" : "");

    /// <summary>Both together.</summary>
    public string Sentence => $"{Where}: {What}";
}
