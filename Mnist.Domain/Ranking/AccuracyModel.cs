using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Mnist.Domain.Analysis;

namespace Mnist.Domain.Ranking;

/// <summary>What a network was measured at: the mean of its seeds.</summary>
/// <param name="Network">The network.</param>
/// <param name="Accuracy">In percent, below 100.</param>
public sealed record Measured(Summary Network, double Accuracy);

/// <summary>An accuracy that training should bring, in percent.</summary>
/// <param name="Expected">The middle.</param>
/// <param name="Low">A new network lies above this in 39 of 40 cases, as far as the model holds.</param>
/// <param name="High">And below this likewise.</param>
public sealed record PredictedAccuracy(double Expected, double Low, double High);

/// <summary>Accuracy from the figures of a network: ridge regression of the logarithm of the error (Hoerl and Kennard 1970).</summary>
/// <remarks>
/// Of networks trained alike; it knows nothing of how they are trained. The penalty is the one that leaves the least error on networks
/// that are left out one at a time, and that error is what it is to be trusted by.
/// </remarks>
public sealed record AccuracyModel
{
    /// <summary>Fewest networks to learn from: there are six figures.</summary>
    public const int FewestNetworks = 10;

    private static readonly ValueList<double> Penalties = [0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

    private readonly ValueList<double> means;
    private readonly ValueList<double> deviations;
    private readonly ValueList<double> weights;
    private readonly ValueList<double> inverse; // row by row
    private readonly double middle;
    private readonly double spread;

    private AccuracyModel(ValueList<Measured> networks, double penalty)
    {
        var raw = networks.Select(measured => Features(measured.Network)).ToList();
        means = [.. Enumerable.Range(0, raw[0].Count).Select(i => raw.Average(f => f[i]))];
        deviations = [.. means.Select((mean, i) => Math.Max(1e-9, Math.Sqrt(raw.Average(f => Square(f[i] - mean)))))];
        var (x, y) = (Matrix<double>.Build.DenseOfRows(raw.Select(Standard)), networks.Select(m => LogError(m.Accuracy)).ToArray());
        middle = y.Average();
        var centred = Vector<double>.Build.DenseOfEnumerable(y.Select(value => value - middle));
        var covariance = (x.TransposeThisAndMultiply(x) + (penalty * Matrix<double>.Build.DenseIdentity(x.ColumnCount))).Inverse();
        var fitted = covariance * x.TransposeThisAndMultiply(centred);
        var residuals = centred - (x * fitted);
        var free = networks.Count - 1 - (x * covariance * x.Transpose()).Trace();
        (weights, inverse) = ([.. fitted], [.. covariance.ToRowMajorArray()]);
        spread = Math.Sqrt(residuals.DotProduct(residuals) / Math.Max(1, free));
        (Networks, Freedom) = (networks.Count, Math.Max(1, free));
    }

    /// <summary>Networks learnt from.</summary>
    public int Networks { get; }

    /// <summary>
    /// Root mean square of how far it is off for networks that it was not shown, in points of accuracy: each left out in turn.
    /// </summary>
    public double HeldOutError { get; private init; }

    /// <summary>The same for guessing the mean of the others: what a model has to be better than.</summary>
    public double MeanError { get; private init; }

    /// <summary>Degrees of freedom that are left for the spread.</summary>
    private double Freedom { get; }

    /// <summary>The model of some networks; null where they are fewer than <see cref="FewestNetworks"/>.</summary>
    /// <param name="networks">Unlike ones, trained alike.</param>
    public static AccuracyModel? Fit(ValueList<Measured> networks)
    {
        if (networks.Count < FewestNetworks)
            return null;
        var (penalty, error) = Penalties.Select(p => (Penalty: p, Error: Error(i => Guess(i, p)))).MinBy(candidate => candidate.Error);
        return new(networks, penalty)
        {
            HeldOutError = error,
            MeanError = Error(i => Without(i).Average(other => other.Accuracy)),
        };

        ValueList<Measured> Without(int left) => [.. networks.Where((_, i) => i != left)];

        double Guess(int left, double p) => new AccuracyModel(Without(left), p).Predict(networks[left].Network).Expected;

        double Error(Func<int, double> guess) =>
            Math.Sqrt(Enumerable.Range(0, networks.Count).Average(i => Square(guess(i) - networks[i].Accuracy)));
    }

    /// <summary>What training a network should bring.</summary>
    /// <param name="network">Trained as those learnt from.</param>
    public PredictedAccuracy Predict(Summary network)
    {
        var x = Standard(Features(network)).ToList();
        var expected = middle + x.Zip(weights, (value, weight) => value * weight).Sum();
        var distance = x.SelectMany((_, i) => x.Select((_, j) => x[i] * inverse[(i * x.Count) + j] * x[j])).Sum();
        var deviation = spread * Math.Sqrt(1 + (1.0 / Networks) + distance);
        var reach = StudentT.InvCDF(0, 1, Freedom, 0.975) * deviation;
        return new(Accuracy(expected), Accuracy(expected + reach), Accuracy(expected - reach));
    }

    private IEnumerable<double> Standard(ValueList<double> features) =>
        features.Select((value, i) => (value - means[i]) / deviations[i]);

    /// <summary>Logarithms of size and cost, the last map and its field, depth, and how much of the work is depthwise.</summary>
    private static ValueList<double> Features(Summary network)
    {
        var chain = network.Layers.Where(row => row.Layer.ParentPath.Length == 0 && row.Output.Positions > 1).ToList();
        var (map, field) = chain.Count > 0 ? (chain[^1].Output.Positions, chain[^1].Field.Size) : (network.Input.Positions, 1);
        var convolutions = network.Layers.Where(row => row.Layer.Layer is Layer.Conv2d).ToList();
        return
        [
            Math.Log(1 + network.Parameters.Trainable),
            Math.Log(1 + network.Macs),
            Math.Log(field),
            Math.Log(map),
            Math.Log(1 + convolutions.Count),
            convolutions.Count(row => row.Layer.Layer is Layer.Conv2d { Groups: > 1 }) / (double)Math.Max(1, convolutions.Count),
        ];
    }

    private static double LogError(double accuracy) => Math.Log(Math.Max(0.001, 100 - accuracy));

    private static double Accuracy(double logError) => 100 - Math.Min(100, Math.Exp(logError));

    private static double Square(double value) => value * value;
}
