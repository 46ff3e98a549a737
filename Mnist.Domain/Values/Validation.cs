namespace Mnist.Domain;

/// <summary>A value that passed its checks, or every reason why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TError">A reason: a case with numbers in it, not a sentence.</typeparam>
public abstract record Validation<T, TError>
{
    private Validation()
    {
    }

    /// <summary>The only way out: both outcomes have to be handled.</summary>
    /// <typeparam name="TOut">The common result.</typeparam>
    /// <param name="valid">Called with the value.</param>
    /// <param name="invalid">Called with at least one error.</param>
    public TOut Match<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => Pick(valid, invalid);

    /// <summary>The value transformed, or the same errors.</summary>
    /// <typeparam name="TOut">The new value.</typeparam>
    /// <param name="transform">A step that cannot fail.</param>
    public Validation<TOut, TError> Map<TOut>(Func<T, TOut> transform) =>
        Bind(value => Validation.Valid<TOut, TError>(transform(value)));

    /// <summary>A step that needs this value and can itself fail.</summary>
    /// <typeparam name="TOut">The new value.</typeparam>
    /// <param name="step">Called only where there is a value.</param>
    public Validation<TOut, TError> Bind<TOut>(Func<T, Validation<TOut, TError>> step) =>
        Match(step, Validation.Invalid<TOut, TError>);

    internal abstract TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid);

    internal sealed record Valid(T Value) : Validation<T, TError>
    {
        internal override TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => valid(Value);
    }

    internal sealed record Invalid(ValueList<TError> Errors) : Validation<T, TError>
    {
        internal override TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => invalid(Errors);
    }
}

/// <summary>Makes <see cref="Validation{T, TError}"/> values.</summary>
public static class Validation
{
    /// <summary>A value that passed.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <typeparam name="TError">What could have been wrong.</typeparam>
    /// <param name="value">The value.</param>
    public static Validation<T, TError> Valid<T, TError>(T value) => new Validation<T, TError>.Valid(value);

    /// <summary>No value, for these reasons.</summary>
    /// <typeparam name="T">The value there is not.</typeparam>
    /// <typeparam name="TError">What is wrong.</typeparam>
    /// <param name="errors">At least one.</param>
    /// <exception cref="ArgumentException">No error was given: a bug in the caller.</exception>
    public static Validation<T, TError> Invalid<T, TError>(ValueList<TError> errors) =>
        errors.Count > 0
            ? new Validation<T, TError>.Invalid(errors)
            : throw new ArgumentException("An invalid value needs at least one error.", nameof(errors));
}
