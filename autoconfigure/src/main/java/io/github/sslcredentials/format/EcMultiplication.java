/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.sslcredentials.format;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/**
 * A number times a point of a curve over a prime field, by the formulas of SEC 1, section
 * 2.2.1. It is for a message, not for cryptography.
 *
 * @author SSL Credentials contributors
 */
final class EcMultiplication {

	private static final BigInteger THREE = BigInteger.valueOf(3);

	private final BigInteger a;

	private final BigInteger p;

	EcMultiplication(EllipticCurve curve) {
		this.a = curve.getA();
		this.p = ((ECFieldFp) curve.getField()).getP();
	}

	ECPoint multiply(ECPoint point, BigInteger scalar) {
		ECPoint product = ECPoint.POINT_INFINITY;
		for (int i = scalar.bitLength() - 1; i >= 0; i--) {
			product = add(product, product);
			if (scalar.testBit(i)) {
				product = add(product, point);
			}
		}
		return product;
	}

	private ECPoint add(ECPoint first, ECPoint second) {
		if (first.equals(ECPoint.POINT_INFINITY)) {
			return second;
		}
		if (second.equals(ECPoint.POINT_INFINITY)) {
			return first;
		}
		if (first.getAffineX().equals(second.getAffineX())
				&& (!first.getAffineY().equals(second.getAffineY()) || first.getAffineY().signum() == 0)) {
			return ECPoint.POINT_INFINITY;
		}
		BigInteger slope = slope(first, second);
		BigInteger x = slope.pow(2).subtract(first.getAffineX()).subtract(second.getAffineX()).mod(this.p);
		BigInteger y = slope.multiply(first.getAffineX().subtract(x)).subtract(first.getAffineY()).mod(this.p);
		return new ECPoint(x, y);
	}

	private BigInteger slope(ECPoint first, ECPoint second) {
		if (first.equals(second)) {
			return first.getAffineX()
				.pow(2)
				.multiply(THREE)
				.add(this.a)
				.multiply(first.getAffineY().shiftLeft(1).modInverse(this.p));
		}
		BigInteger run = second.getAffineX().subtract(first.getAffineX());
		return second.getAffineY().subtract(first.getAffineY()).multiply(run.modInverse(this.p));
	}

}
