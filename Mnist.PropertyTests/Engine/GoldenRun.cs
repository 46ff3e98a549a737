using Mnist.Domain.Values;

namespace Mnist.PropertyTests.Engine;

/// <summary>A number and how far rounding to float32 may move it.</summary>
internal sealed record Measured(double Value, double Spread);

/// <summary>One section of Golden/training.txt.</summary>
internal sealed record GoldenRun
{
    public GoldenRun(string run)
    {
        var lines = Golden
            .Section("training.txt", run)
            .Select(line => line.Split(' '))
            .ToLookup(words => words[0], words => words[1..], StringComparer.Ordinal);
        Losses = [.. lines["loss"]
            .Single()
            .Zip(lines["spread"].Single(), (value, spread) => new Measured(double.Parse(value), double.Parse(spread)))];
        Gradients =
        [
            .. from words in lines["gradient"]
               let n = words[1..].Select(double.Parse).ToArray()
               select (words[0], new Measured(n[0], n[4]), n[1..4].Select(value => new Measured(value, n[4])).ToValueList()),
        ];
        Finals = [.. lines["final"].Select(words => (words[0], new Measured(double.Parse(words[1]), double.Parse(words[2]))))];
    }

    public ValueList<Measured> Losses { get; }

    public ValueList<(string Tensor, Measured Norm, ValueList<Measured> Values)> Gradients { get; }

    public ValueList<(string Tensor, Measured Norm)> Finals { get; }
}
