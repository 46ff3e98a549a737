namespace Mnist.Domain.Phrases;

/// <summary>A sentence on a part of a plan.</summary>
/// <param name="Where">The part, such as "layers.5 conv2d" or "training".</param>
/// <param name="What">What is to be said of it.</param>
public sealed record PlanMessage(string Where, string What)
{
    /// <summary>Both together.</summary>
    public string Sentence => $"{Where}: {What}";
}
