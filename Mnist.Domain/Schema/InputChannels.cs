namespace Mnist.Domain.Schema;

/// <summary>In place of a number in a space: as many as the channels that come in, so that a depthwise convolution follows them.</summary>
public sealed record InputChannels
{
    private InputChannels()
    {
    }

    /// <summary>The only one.</summary>
    public static InputChannels Word { get; } = new();
}
