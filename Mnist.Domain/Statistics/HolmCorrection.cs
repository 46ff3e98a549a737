namespace Mnist.Domain.Statistics;

/// <summary>Several tests at once: the more there are, the likelier one of them finds something by chance (Holm 1979).</summary>
public static class HolmCorrection
{
    /// <summary>
    /// Corrected probabilities, in the same order. Who calls those below 0.05 a difference is wrong about any of them in at most 5 of 100
    /// cases, however the tests depend on one another.
    /// </summary>
    /// <param name="probabilities">One for each test, in [0, 1].</param>
    public static ValueList<double> Of(ValueList<double> probabilities)
    {
        var corrected = new double[probabilities.Count];
        var least = 0.0;
        foreach (var (rank, (place, p)) in probabilities.Index().OrderBy(test => test.Item).Index())
            corrected[place] = least = Math.Max(least, Math.Min(1, (probabilities.Count - rank) * p));
        return corrected.ToValueList();
    }
}
