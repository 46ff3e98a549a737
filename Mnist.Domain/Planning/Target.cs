namespace Mnist.Domain.Planning;

/// <summary>What a plan sets out to reach; a null limit asks for nothing.</summary>
public sealed record Target
{
    /// <summary>Test accuracy in percent that each of the last epochs has to reach, in [0, 100].</summary>
    public double? Accuracy { get; init; }

    /// <summary>How many epochs at the end have to reach it, at least 1; default 5.</summary>
    public int LastEpochs { get; init; } = 5;

    /// <summary>Most trainable parameters, at least 1.</summary>
    public long? MaxParameters { get; init; }

    /// <summary>Most multiply-adds for one image, at least 1.</summary>
    public long? MaxMacs { get; init; }

    /// <summary>Fewest rows, and fewest columns, of the image that the logits depend on, at least 1.</summary>
    public int? MinReceptiveField { get; init; }

    /// <summary>Most bytes of constants on a device, in 8 bits, at least 1.</summary>
    public long? MaxFlashBytes { get; init; }

    /// <summary>Most bytes of memory on a device, in 8 bits and without the stack, at least 1.</summary>
    public long? MaxRamBytes { get; init; }

    /// <summary>Most epochs, at least 1.</summary>
    public int? MaxEpochs { get; init; }
}
